package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.permit.Granting;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00.123Z");

    private static Job job(@Nullable String phase) {
        var variables = new HashMap<String, @Nullable Object>();
        variables.put(Variable.FINDINGS.name(), "[{\"rule\":\"PREP-2\",\"verdict\":\"fail\"}]");
        variables.put(Variable.PHASE.name(), phase);
        return new Job("1", "shop-1", variables, Granting.none());
    }

    @Test
    void sayWhatWhenAndInWhichPhaseAndNothingOfWhatOthersFound() {
        var passed = List.of(Finding.pass(Rule.PREP_1, "passed", Map.of("commit", "c")));

        assertThat(Findings.write(job("prepare"), passed, NOW))
                .isEqualTo("[{\"rule\":\"PREP-1\",\"verdict\":\"pass\",\"why\":\"passed\",\"facts\":{\"commit\":\"c\"},"
                        + "\"phase\":\"prepare\",\"at\":\"2026-01-05T10:00:00.123Z\"}]");
    }

    @Test
    void mayBelongToNoPhase() {
        assertThat(Findings.write(job(null), List.of(Finding.pass(Rule.PREP_1, "passed", Map.of())), NOW))
                .contains("\"phase\":\"\"");
    }

    /** What says the same again is new evidence: a rollback is looked at twice within a second. */
    @Test
    @Tag("VERI-1")
    void sayWhatWasFoundAgainAMomentLaterAsSomethingNew() {
        var passed = List.of(Finding.pass(Rule.VERI_1, "passed", Map.of()));
        assertThat(Findings.write(job("roll-back"), passed, NOW))
                .isNotEqualTo(Findings.write(job("roll-back"), passed, NOW.plusMillis(300)));
    }
}
