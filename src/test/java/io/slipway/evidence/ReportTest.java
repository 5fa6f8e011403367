package io.slipway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static String report(Map<String, String> asked) {
        var start = Fact.of("shop-9", EntryKind.START, List.of(), "otto", asked);
        var entries = List.of(Entry.of(1, 1, Instant.parse("2026-11-24T12:00:00Z"), start));
        return new Report("shop-9", entries, Map.of(), "sha256:0").html();
    }

    @Test
    @Tag("AUTH-4")
    void aRollbackSaysWhatWasTakenBackAndWhy() {
        assertThat(report(Map.of("rolledBackVersion", "1.3.0", "rollbackReason", "It loses <b>orders</b>")))
                .contains("<dt>rolledBackVersion</dt><dd>1.3.0</dd>")
                .contains("<dt>rollbackReason</dt><dd>It loses &lt;b&gt;orders&lt;/b&gt;</dd>");
        assertThat(report(Map.of("changeSummary", "A new page"))).doesNotContain("rollbackReason</dt>");
    }
}
