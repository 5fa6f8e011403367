package io.slipway.faults;

import io.slipway.Wire;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Something that is going to happen.
 *
 * @param crew which of the two it happens to, or whose calls are counted
 * @param call at which call it happens
 * @param after whether the server has answered by then
 * @param countdown at how manieth of these calls
 * @param length of a pause
 */
record Fault(Kind kind, int crew, Wire.Call call, boolean after, int countdown, Length length) {

    /** How long a pause lasts. All are longer than the lock. */
    enum Length {
        /** Just beyond the lock, and the other crew as well, as if the host had slept: nobody takes over. */
        OF_ALL,
        UNTIL_OVERTAKEN,
        /** Until all releases have ended. */
        UNTIL_THE_END
    }

    enum Kind {
        SERVER_KILLED,
        CREW_KILLED,
        CREW_PAUSED
    }

    /**
     * How many of which kind.
     *
     * @param runs how many releases have to be taken over from a paused worker, with as many pauses as that takes
     */
    record Plan(int serverKills, int crewKills, int runs) {

        private static final int RUNS_OF_A_PAUSE = 3;

        int kills() {
            return serverKills + crewKills;
        }

        boolean isEmpty() {
            return kills() + runs == 0;
        }

        /** All of them, shuffled, each at a moment of its own. */
        List<Fault> faults(Random random) {
            var faults = new ArrayList<Fault>();
            for (var i = 0; i < serverKills; i++) {
                faults.add(random(Kind.SERVER_KILLED, random));
            }
            for (var i = 0; i < crewKills; i++) {
                faults.add(random(Kind.CREW_KILLED, random));
            }
            for (var i = 0; i < runs; i += RUNS_OF_A_PAUSE) {
                faults.add(pause(random));
            }
            Collections.shuffle(faults, random);
            return faults;
        }
    }

    static Fault pause(Random random) {
        return random(Kind.CREW_PAUSED, random);
    }

    /**
     * Permits are where the danger is: a worker that has one and does not know yet how late it is. One that has just got
     * its task is next: it will ask for a permit when it wakes up.
     */
    private static Fault random(Kind kind, Random random) {
        var dice = random.nextInt(10);
        var call = dice < 6 ? Wire.Call.PERMIT : dice < 8 ? Wire.Call.FETCH : Wire.Call.COMPLETE;
        return new Fault(
                kind,
                random.nextInt(2),
                call,
                call != Wire.Call.COMPLETE && random.nextInt(10) < 8 || random.nextBoolean(),
                1 + random.nextInt(call == Wire.Call.PERMIT ? 5 : 12),
                Length.values()[random.nextInt(Length.values().length)]);
    }
}
