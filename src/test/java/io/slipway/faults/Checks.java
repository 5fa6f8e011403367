package io.slipway.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks, after a round, everything that can be asked from outside, and says what is not as it has to be. */
final class Checks {

    private static final String NONE = "";

    private final World world;
    private final Map<String, String> confirmed = new HashMap<>();
    private final Set<String> done = new HashSet<>();
    private final Set<String> decided = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();

    Checks(World world) {
        this.world = world;
    }

    /** What is wrong after these releases; each of them was the only one in its environment. */
    List<String> after(List<Release> releases, Tally tally) throws IOException, InterruptedException {
        wrong.clear();
        for (var release : releases) {
            evidence(release, tally);
            target(release);
        }
        if (world.server().ask(null, "GET", "/actuator/health/readiness", null).statusCode() != 200) {
            wrong.add("the chain of evidence is not known to be whole");
        }
        world.ledger()
                .completedBeside(done)
                .forEach(task -> wrong.add("the acknowledged completion of task " + task + " is lost"));
        world.ledger()
                .decidedBeside(decided)
                .forEach(task -> wrong.add("the acknowledged decision of task " + task + " is lost"));
        world.visitors().unanswered().forEach(wrong::add);
        return List.copyOf(wrong);
    }

    private void require(boolean right, Release release, String what) {
        if (!right) {
            wrong.add(release.key() + ": " + what);
        }
    }

    private void evidence(Release release, Tally tally) throws IOException, InterruptedException {
        var evidence = Evidence.of(world.server(), release.key());
        var ends = evidence.ends();
        require(
                ends.equals(List.of(release.behaviour().end())),
                release,
                "is " + release.behaviour() + " and ended " + ends + evidence.trouble());
        ends.forEach(tally::ended);
        // allowed: it waited for a person. But people want to know why
        evidence.stops().forEach(why -> System.out.println(release.key() + " stopped and asked: " + why));
        var tasks = evidence.done();
        require(new LinkedHashSet<>(tasks).size() == tasks.size(), release, "a task was done twice: " + tasks);
        var fences = evidence.fences();
        require(fences.equals(fences.stream().sorted().distinct().toList()), release, "fences do not rise: " + fences);
        var before = confirmed.getOrDefault(release.place().name(), NONE);
        require(
                evidence.confirmedBefore().equals(before),
                release,
                "the environment said that " + evidence.confirmedBefore() + " was confirmed, but " + before + " was");
        done.addAll(tasks);
        decided.addAll(evidence.decided());
        if (ends.contains("confirmed")) {
            confirmed.put(release.place().name(), release.digest());
        }
    }

    private void target(Release release) throws IOException, InterruptedException {
        var place = release.place();
        var digest = confirmed.getOrDefault(place.name(), NONE);
        var wanted = digest.isEmpty() ? List.of() : List.of(digest);
        require(place.running().equals(wanted), release, place.running() + " runs, not " + wanted);
        var current = place.current();
        require(current.equals(digest), release, "'current' is " + current + ", not " + digest);
        var last = place.confirmed();
        require(last.equals(digest), release, "the target holds " + last + " for confirmed, not " + digest);
        var serving = place.serving();
        require(
                serving.size() == wanted.size()
                        && serving.stream().allMatch(id -> id.contains("@" + digest.substring(0, 12) + "#")),
                release,
                "the gateway gives requests to " + serving + ", not to " + wanted);
        var starts = place.starts(release.version());
        require(starts == 1, release, "an instance was started " + starts + " times");
    }
}
