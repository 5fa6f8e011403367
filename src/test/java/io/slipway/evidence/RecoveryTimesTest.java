package io.slipway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The report of a rehearsal shows how long the rollbacks took. */
@Tag("ROLL-4")
class RecoveryTimesTest {

    private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");

    private static String report(Map<String, ?> body) {
        var end = Entry.of(1, 1, AT, Fact.of("shop-9", EntryKind.END, List.of(), Fact.SLIPWAY, body));
        return new RecoveryTimes(List.of(end)).html();
    }

    private static Map<String, String> time(String rehearsal, String untilServing) {
        return Map.of("rehearsal", rehearsal, "at", AT.toString(), "untilServing", untilServing);
    }

    @Test
    void eachRehearsalHasABarAsLongAsItTook() {
        var report = report(Map.of("recoveryTimes", List.of(time("shop-3", "PT4S"), time("<b>", "PT1S"))));
        assertThat(report)
                .contains("shop-3", "rect width=\"300\"", "4000 ms")
                .contains("&lt;b&gt;", "rect width=\"75\"", "1000 ms")
                .doesNotContain("<b>");
    }

    @Test
    void whatIsNoRehearsalShowsNone() {
        assertThat(report(Map.of("outcome", "confirmed"))).isEmpty();
    }
}
