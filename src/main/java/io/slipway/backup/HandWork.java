package io.slipway.backup;

import io.slipway.artifact.AlteredException;
import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.target.LocalTarget;
import io.slipway.target.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Traces of somebody who worked on a target by hand: files of the confirmed version that are not as they were built, and
 * versions that run or serve although no release confirmed them (ANTI-6).
 */
final class HandWork {

    private HandWork() {}

    static Finding look(ConfirmedTarget place) throws IOException, InterruptedException, AlteredException {
        var target = place.target();
        var confirmed = place.confirmed();
        if (confirmed.isPresent()) {
            target.preserved(confirmed.get());
        }
        // what this release has started itself before it was stopped
        var own = place.job().find(Variable.ARTIFACT_DIGEST);
        var running = target.running();
        var current = target.current().digest();
        var traces = new ArrayList<>(strangers(running, known(target, own)));
        serving(current, confirmed, own).ifPresent(traces::add);
        var facts = facts(confirmed, current, running);
        return traces.isEmpty()
                ? Finding.pass(Rule.ANTI_6, "Nothing on the target was changed by hand", facts)
                : Finding.fail(
                        Rule.ANTI_6,
                        "Somebody worked on " + target + " by hand: " + String.join("; ", traces)
                                + ". Find out who and why, undo it there, and release what was meant",
                        facts);
    }

    private static Set<String> known(LocalTarget target, Optional<String> own) throws IOException {
        var known = new HashSet<>(target.confirmed().digests());
        own.ifPresent(known::add);
        return known;
    }

    private static List<String> strangers(List<Instance> running, Set<String> known) {
        return running.stream()
                .filter(instance -> !known.contains(instance.digest()))
                .map(instance -> "instance " + instance.name() + " runs version " + instance.version() + " ("
                        + instance.digest() + "), which was never confirmed here")
                .toList();
    }

    private static Optional<String> serving(
            Optional<String> current, Optional<Version> confirmed, Optional<String> own) {
        var meant = confirmed.map(Version::digest);
        if (current.equals(meant) || current.isPresent() && current.equals(own)) {
            return Optional.empty();
        }
        return Optional.of("the link 'current' points to " + current.orElse("nothing") + ", but confirmed is "
                + meant.orElse("nothing"));
    }

    private static Map<String, String> facts(
            Optional<Version> confirmed, Optional<String> current, List<Instance> running) {
        var facts = new TreeMap<String, String>();
        facts.put("confirmed", confirmed.map(Version::number).orElse("nothing"));
        facts.put("digest", confirmed.map(Version::digest).orElse("nothing"));
        facts.put("current", current.orElse("nothing"));
        facts.put("running", Integer.toString(running.size()));
        return facts;
    }
}
