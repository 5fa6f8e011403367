package io.slipway.faults;

import io.slipway.RunningSlipway;
import io.slipway.pier.Behaviour;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Rounds of releases in all environments at once, with faults in the middle of them, until all faults have happened. */
final class Campaign {

    private static final Duration LONGEST_RELEASE = Duration.ofMinutes(3);
    /** So that a round does not consist of faults alone. */
    private static final int FAULTS_OF_A_ROUND = 6;

    private final World world;
    private final Random random;
    private final Departures departures;
    private final Checks checks;
    private final Tally tally = new Tally();
    private int rounds;

    Campaign(World world, long seed) {
        System.out.println("The seed of this campaign is " + seed);
        this.world = world;
        this.random = new Random(seed);
        this.departures = new Departures(world.server());
        this.checks = new Checks(world);
    }

    /** Lets all of the plan's faults happen, and says what came of it. */
    Tally run(Fault.Plan plan) throws Exception {
        try (var decider = new Decider(world)) {
            round(new ArrayDeque<>());
            var faults = new ArrayDeque<>(plan.faults(random));
            while ((!faults.isEmpty() || tally.overtaken() < plan.runs())
                    && tally.violations().isEmpty()) {
                if (faults.isEmpty()) {
                    IntStream.range(0, Math.min(FAULTS_OF_A_ROUND, plan.runs() - tally.overtaken()))
                            .forEach(missing -> faults.add(Fault.pause(random)));
                }
                round(faults);
            }
        }
        tally.acknowledged(world.ledger());
        return tally;
    }

    private void round(Deque<Fault> faults) throws Exception {
        var began = System.nanoTime();
        var releases = startAll();
        var striker = new Striker(world, tally, () -> departures.underWay() == 0);
        var struck = new ArrayList<Fault>();
        while (!faults.isEmpty() && struck.size() < FAULTS_OF_A_ROUND && striker.strike(faults.peek())) {
            struck.add(faults.pop());
        }
        awaitEnds();
        awaitQuiet();
        if (rounds == 1) {
            // it opens the environments, which had nobody to answer before
            world.visitors().unanswered();
        }
        var wrong = checks.after(releases, tally);
        tally.violated(wrong);
        System.out.printf(
                "Round %d: %d releases, %d faults, %d to go, %d s, %s%n",
                rounds,
                releases.size(),
                struck.size(),
                faults.size(),
                Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                wrong.isEmpty() ? "nothing wrong" : wrong + " after " + struck);
    }

    private List<Release> startAll() throws Exception {
        rounds++;
        var releases = new ArrayList<Release>();
        for (var behaviour : Behaviour.values()) {
            world.builds().build(version(behaviour), behaviour);
        }
        for (var place : world.places()) {
            var dice = random.nextInt(10);
            var behaviour = rounds == 1 || dice < 5 ? Behaviour.GOOD : dice < 7 ? Behaviour.LIES : Behaviour.ERRS;
            var high = random.nextInt(4) == 0;
            var version = version(behaviour);
            releases.add(departures.start(place, version, world.builds().digest(version), behaviour, high));
        }
        return releases;
    }

    private String version(Behaviour behaviour) {
        return rounds + ".0." + behaviour.ordinal();
    }

    /** A release that does not end is said by its evidence, which has no end. */
    private void awaitEnds() {
        try {
            RunningSlipway.await("all releases end", LONGEST_RELEASE, () -> departures.underWay() == 0);
        } catch (AssertionError e) {
            tally.violated(List.of("releases have not ended within " + LONGEST_RELEASE));
        }
    }

    /** Whoever was late has done what it does by the time that it asks for work again. */
    private void awaitQuiet() {
        for (var crew : world.crews()) {
            crew.watch().forgetWhoIsFree();
            RunningSlipway.await(
                    "all slots are free",
                    Duration.ofMinutes(1),
                    () -> crew.watch().free() >= Crew.SLOTS);
        }
    }
}
