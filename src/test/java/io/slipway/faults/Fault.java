package io.slipway.faults;

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
 * @param untilTheEnd of a pause: whether it lasts until the releases have ended, not only until others took over
 */
record Fault(Kind kind, int crew, Wire.Call call, boolean after, int countdown, boolean untilTheEnd) {

    enum Kind {
        SERVER_KILLED,
        CREW_KILLED,
        CREW_PAUSED
    }

    /** How many of which kind. */
    record Plan(int serverKills, int crewKills, int pauses) {

        int kills() {
            return serverKills + crewKills;
        }

        boolean isEmpty() {
            return kills() + pauses == 0;
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
            for (var i = 0; i < pauses; i++) {
                faults.add(random(Kind.CREW_PAUSED, random));
            }
            Collections.shuffle(faults, random);
            return faults;
        }
    }

    /** Permits are where the danger is: a worker that has one and does not know yet how late it is. */
    private static Fault random(Kind kind, Random random) {
        var permit = random.nextInt(10) < (kind == Kind.CREW_PAUSED ? 8 : 5);
        var after = permit ? random.nextInt(10) < 8 : random.nextBoolean();
        return new Fault(
                kind,
                random.nextInt(2),
                permit ? Wire.Call.PERMIT : Wire.Call.COMPLETE,
                after,
                1 + random.nextInt(permit ? 5 : 12),
                random.nextInt(3) == 0);
    }
}
