package io.slipway.judge;

import java.time.Duration;
import java.util.ArrayList;

/**
 * What became of one simulated release that the judge looked at after every minute, until it said roll back or stable.
 *
 * @param minutes how long that took
 */
public record WatchedRun(Ruling ruling, int minutes) {

    /**
     * Watches one.
     *
     * @param longest how many minutes at most
     */
    public static WatchedRun of(SequentialJudge judge, SimulatedTraffic traffic, int longest) {
        var blocks = new ArrayList<Block>();
        var ruling = Ruling.UNKNOWN;
        for (var minute = 1; minute <= longest; minute++) {
            blocks.add(traffic.nextMinute());
            ruling = judge.judge(blocks, Duration.ofMinutes(minute)).ruling();
            if (ruling == Ruling.ROLL_BACK || ruling == Ruling.STABLE) {
                return new WatchedRun(ruling, minute);
            }
        }
        return new WatchedRun(ruling, longest);
    }
}
