package io.slipway.monitor;

import java.time.Instant;
import java.util.List;

/**
 * An alert that fires, whether somebody is told of it or not.
 *
 * @param name of the alert, with the labels that tell it from others
 * @param summary what it says, for people
 * @param silences what keeps it from being told; inhibited ones have none and fire all the same
 */
record Alert(String name, String summary, Instant since, List<Silence> silences) {

    Alert {
        silences = List.copyOf(silences);
    }
}
