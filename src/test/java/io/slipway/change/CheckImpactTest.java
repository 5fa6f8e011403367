package io.slipway.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.artifact.Shipyard;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Version 1.0.0 was written by Olga and signed by Bea. */
@Tag("GATE-4")
class CheckImpactTest {

    private Shipyard yard;

    @BeforeEach
    void build(@TempDir Path folder) throws Exception {
        yard = new Shipyard(folder);
        try (var source = new SmallRepository(yard.source())) {
            yard.buildAndAttest(source.write("Shop.java", "class Shop {}").commit("olga@slipway.invalid", "Go on"));
        }
    }

    private Outcome work(@Nullable String changeClass, @Nullable String impactBy) throws Exception {
        var variables = new HashMap<String, @Nullable Object>();
        variables.put("service", "shop");
        variables.put("version", "1.0.0");
        variables.put("environment", "staging");
        variables.put("changeClass", changeClass);
        variables.put("impactBy", impactBy);
        return new CheckImpact(yard.catalog()).work(new Job("1", "shop-1.0.0-staging-1", variables, Granting.none()));
    }

    private Finding look(@Nullable String changeClass, @Nullable String impactBy) throws Exception {
        var outcome = work(changeClass, impactBy);
        var finding = outcome.findings().get(0);
        assertThat(finding.rule()).isEqualTo(Rule.GATE_4);
        assertThat(outcome.findings()).extracting(Finding::rule).containsExactly(Rule.GATE_4, Rule.CHECK_1);
        assertThat(outcome.variables())
                .containsEntry(
                        Variable.IMPACT_VERDICT.name(),
                        changeClass == null && finding.verdict() == Verdict.PASS
                                ? "unknown"
                                : finding.verdict().id());
        return finding;
    }

    @ParameterizedTest
    @ValueSource(strings = {"medium", "high", "emergency", "something"})
    @NullSource
    void theWordOfSomebodyElseCounts(@Nullable String changeClass) throws Exception {
        var finding = look(changeClass, "maria@slipway.invalid");
        assertThat(finding.verdict()).isEqualTo(Verdict.PASS);
        assertThat(finding.facts()).containsEntry("impactBy", "maria@slipway.invalid");
        assertThat(look(changeClass, "slipway").verdict()).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"olga@slipway.invalid", "bea@build.invalid"})
    void theWordOfWhoWroteOrSignedItDoesNot(String person) throws Exception {
        for (var changeClass : new String[] {"medium", "high", "emergency", null}) {
            var finding = look(changeClass, person);
            assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(finding.why()).contains(person, "whose change it is", "Resolve stop", "starts the release anew");
        }
    }

    @Test
    void theWordOfAnAccountOfNobodyIsUnknown() throws Exception {
        for (var nobody : new String[] {"", null}) {
            var finding = look("medium", nobody);
            assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
            assertThat(finding.why()).contains("without an e-mail address");
        }
    }

    @Test
    void ifNobodyKnowsWhoseChangeItIsNobodysWordIsKnownToCount() throws Exception {
        Files.delete(yard.artifact());
        var finding = look("medium", "maria@slipway.invalid");
        assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(finding.why()).contains("nobody knows whose change it is");
    }

    @Test
    @Tag("CHECK-1")
    void aChangeThatNobodyClassifiedStops() throws Exception {
        var classified = classified("medium");
        assertThat(classified.verdict()).isEqualTo(Verdict.PASS);
        assertThat(classified.facts()).containsEntry("class", "medium");
        for (var nothing : new String[] {"", " ", null}) {
            assertThat(classified(nothing).verdict()).isEqualTo(Verdict.UNKNOWN);
        }
    }

    private Finding classified(@Nullable String changeClass) throws Exception {
        return work(changeClass, "maria@slipway.invalid").findings().get(1);
    }

    @Test
    void forALowChangeAnybodysWordCounts() throws Exception {
        assertThat(look("low", "olga@slipway.invalid").verdict()).isEqualTo(Verdict.PASS);
        assertThat(look("low", null).verdict()).isEqualTo(Verdict.PASS);
    }
}
