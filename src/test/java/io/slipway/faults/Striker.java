package io.slipway.faults;

import io.slipway.RunningSlipway;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Lets faults happen, and brings back what they took away. */
final class Striker {

    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration JUST_BEYOND = Duration.ofMillis(150);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final World world;
    private final Tally tally;
    private final Callable<Boolean> over;

    /** @param over whether all releases have ended, so that there is nothing more to strike */
    Striker(World world, Tally tally, Callable<Boolean> over) {
        this.world = world;
        this.tally = tally;
        this.over = over;
    }

    /** Returns when everything works again; false: the releases had ended before the moment came. */
    boolean strike(Fault fault) throws Exception {
        var crew = world.crews().get(fault.crew());
        var trigger = new Trigger(fault.call(), fault.after(), fault.countdown(), blow(fault, crew));
        var all = fault.kind() == Fault.Kind.SERVER_KILLED;
        world.crews().stream().filter(one -> all || one == crew).forEach(one -> one.watch()
                .set(trigger));
        try {
            while (!trigger.awaitStrike(LOOK)) {
                if (isOver() && trigger.takeBack()) {
                    return false;
                }
            }
        } finally {
            world.crews().forEach(one -> one.watch().set(null));
        }
        switch (fault.kind()) {
            case SERVER_KILLED -> world.server().start();
            case CREW_KILLED -> {
                tally.hit(held(crew).size());
                crew.start();
            }
            case CREW_PAUSED -> pause(crew, fault.length());
        }
        tally.happened(fault.kind());
        return true;
    }

    /** Who was just killed cannot be asked, and then it is not over. */
    private boolean isOver() throws Exception {
        try {
            return over.call();
        } catch (IOException serverIsAway) {
            return false;
        }
    }

    private Trigger.Blow blow(Fault fault, Crew crew) {
        return switch (fault.kind()) {
            case SERVER_KILLED -> world.server()::kill;
            case CREW_KILLED -> crew::kill;
            case CREW_PAUSED -> crew::freeze;
        };
    }

    private void pause(Crew crew, Fault.Length length) throws Exception {
        var held = held(crew);
        tally.hit(held.size());
        var paused = length == Fault.Length.OF_ALL ? world.crews() : List.of(crew);
        paused.forEach(Crew::freeze);
        // the pause is the fault: it has to be longer than the lock, whatever else happens
        TimeUnit.MILLISECONDS.sleep(Crew.LOCK_SECONDS * 1000 + JUST_BEYOND.toMillis());
        if (length != Fault.Length.OF_ALL) {
            awaitOthers(crew, held, length == Fault.Length.UNTIL_THE_END);
        }
        tally.overtaken(overtaken(held, crew));
        crew.watch().forgetWhoIsFree();
        paused.forEach(Crew::wake);
        RunningSlipway.await(
                "the crew has woken up",
                Duration.ofMinutes(1),
                () -> crew.watch().free() > 0);
    }

    private void awaitOthers(Crew crew, List<String> held, boolean untilTheEnd) {
        try {
            RunningSlipway.await(
                    "others take over",
                    LONGEST_PAUSE,
                    () -> overtaken(held, crew) == held.size() && (!untilTheEnd || isOver()));
        } catch (AssertionError neverAllOfThem) {
            // the crew may hold the lock of a target, which nobody else gets until it wakes up
            return;
        }
    }

    /** The tasks that the crew holds at this moment. */
    private List<String> held(Crew crew) throws IOException, InterruptedException {
        var held = new ArrayList<String>();
        world.server().read("/external-task?locked=true&maxResults=200").forEach(task -> {
            if (task.path("workerId").asText().contains(crew.mark())) {
                held.add(task.path("id").asText());
            }
        });
        return held;
    }

    private int overtaken(List<String> tasks, Crew crew) throws IOException, InterruptedException {
        var overtaken = 0;
        for (var task : tasks) {
            overtaken += isOvertaken(task, crew) ? 1 : 0;
        }
        return overtaken;
    }

    /** Whether the task is done, or somebody else's. */
    private boolean isOvertaken(String task, Crew crew) throws IOException, InterruptedException {
        var answer = world.server().ask("otto", "GET", "/engine-rest/external-task/" + task, null);
        return answer.statusCode() == 404
                || answer.statusCode() == 200 && !answer.body().contains(crew.mark());
    }
}
