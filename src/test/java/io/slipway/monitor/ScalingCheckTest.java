package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.probe.HealthProbe;
import io.slipway.target.Harbour;
import io.slipway.target.Version;
import io.slipway.worker.Job;
import io.slipway.worker.Returns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether what is named asks for scaling, measured at real instances. */
@Tag("NOT-5")
class ScalingCheckTest {

    private static final String DEAF =
            """
            {kind: prometheus, url: "http://127.0.0.1:1", alertmanager: "http://127.0.0.1:1",
             signals: [{name: up, category: availability, query: up}, {name: errors, category: errors, query: e},
                       {name: latency, category: performance, query: l}, {name: load, category: resources, query: r}],
             alerts: {service: shop}, heartbeat: {labels: {alertname: Watchdog}}}
            """
                    .replace("\n", " ");

    private Path folder;
    private Harbour harbour;
    private Catalog catalog;
    private @Nullable Version confirmed;

    @BeforeEach
    void runAVersion(@TempDir Path folder) throws Exception {
        this.folder = folder;
        harbour = new Harbour(folder);
        catalog = harbour.catalog();
        confirmed = harbour.build("1.0.0", "good");
        harbour.run(confirmed, "a");
        harbour.run(confirmed, "b");
    }

    @AfterEach
    void close() throws Exception {
        harbour.close();
    }

    private Finding look(@Nullable String kinds, @Nullable String named) throws Exception {
        var variables = new HashMap<String, @Nullable Object>(Map.of("service", "shop", "environment", "staging"));
        variables.put("changeKinds", kinds);
        variables.put("scalingSignal", named);
        if (confirmed != null) {
            variables.put("confirmedVersion", confirmed.number());
            variables.put("confirmedDigest", confirmed.digest());
        }
        var outcome = new FillChecklist(
                        catalog, new HealthCheck(new HealthProbe()), Watch.monitors(catalog, Returns.unasked()))
                .work(new Job("1", "shop-1.1.0-staging-2", variables, Granting.none()));
        var finding = outcome.findings().stream()
                .filter(found -> found.rule() == Rule.NOT_5)
                .findFirst()
                .orElseThrow();
        if (finding.verdict() != Verdict.PASS) {
            assertThat(outcome.variables()).doesNotContainEntry(Variable.CHECKLIST_VERDICT.name(), "pass");
        }
        return finding;
    }

    private void assertIs(Verdict verdict, @Nullable String kinds, @Nullable String named, String... says)
            throws Exception {
        var finding = look(kinds, named);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(verdict);
        for (var words : says) {
            assertThat(finding.why()).contains(words);
        }
    }

    @Test
    void whatAMetricAsksForPassesWithWhatWasMeasured() throws Exception {
        assertIs(Verdict.PASS, "configuration, scaling", " memory (bytes) > 1000 ", "asks for it", "holds, measured");
        assertIs(Verdict.PASS, "scaling", "memory (bytes) < 1e15");
        var facts = look("scaling", "memory (bytes)>1000").facts();
        assertThat(facts).containsEntry("named", "memory (bytes)>1000").containsEntry("changes", "scaling");
        assertThat(facts.keySet()).filteredOn(fact -> fact.contains(":")).hasSize(2);
    }

    @Test
    void whatNoMetricAsksForStops() throws Exception {
        assertIs(Verdict.FAIL, "scaling", "memory (bytes) < 1000", "No metric asks for it", "does not hold, measured");
        assertIs(Verdict.FAIL, "scaling", "health > 1", "1.0 at ");
    }

    @Test
    void whatNobodyNamesStopsAndTheSignalsAreSaid() throws Exception {
        for (var nothing : new String[] {null, "", "tbd", "-", "n/a"}) {
            assertIs(Verdict.FAIL, "scaling", nothing, "nobody says what asks for it", "health", "memory (bytes)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"it is slow", "cpu > 3", "memory (bytes) > much", "no scaling", "memory > 3 > 4", "> 30"})
    void whatCannotBeMeasuredIsUnknownAndTheSignalsAreSaid(String named) throws Exception {
        assertIs(Verdict.UNKNOWN, "scaling", named, "Signals with a fresh value: [health, memory (bytes)");
    }

    @Test
    void whereNobodyKnowsWhatChangesSomebodySaysWhetherItIsScaling() throws Exception {
        for (var kinds : new String[] {"unclear", "source, unclear", "", null}) {
            assertIs(Verdict.UNKNOWN, kinds, null, "nobody knows all that changes", "'no scaling' if it is none");
            assertIs(Verdict.PASS, kinds, "no scaling", "by the word of a person");
            assertIs(Verdict.FAIL, kinds, "health > 1");
        }
    }

    @Test
    void whatIsKnownToBeScalingIsEvenIfNobodyKnowsAllThatChanges() throws Exception {
        assertIs(Verdict.FAIL, "scaling, unclear", null, "It is scaling or tuning, and nobody says what asks for it");
        assertIs(Verdict.UNKNOWN, "scaling, unclear", "no scaling", "'no scaling' cannot be measured");
        assertIs(Verdict.PASS, "scaling, unclear", "memory (bytes) > 1000", "asks for it");
    }

    @Test
    void whatChangesNothingOfTheKindNeedsNone() throws Exception {
        assertIs(Verdict.PASS, "configuration, source", null, "Nothing changes how much there is of it");
    }

    @Test
    void aFirstVersionHasNothingToScale() throws Exception {
        confirmed = null;
        assertIs(Verdict.PASS, "scaling, source", null, "It is the first version here");
    }

    @Test
    void monitoringThatDoesNotAnswerLeavesItUnknown() throws Exception {
        var services = Files.createDirectories(folder.resolve("deaf"));
        Files.writeString(
                services.resolve("shop.yaml"),
                harbour.yaml("process").replace("monitoring: {kind: direct}", "monitoring: " + DEAF));
        catalog = Catalog.read(services);
        assertIs(Verdict.UNKNOWN, "scaling", "load > 1", "monitoring does not say what is so", "127.0.0.1:1");
    }

    @ParameterizedTest
    @CsvSource({
        "load > 0.8, load, true, 0.8",
        "slowest probe (ms) < 20, slowest probe (ms), false, 20",
        "a>-1.5e3, a, true, -1500",
    })
    void aClaimIsASignalAndABound(String words, String signal, boolean above, double bound) {
        assertThat(ScalingClaim.read(words)).contains(new ScalingClaim(signal, above, bound));
    }

    @Test
    void theBoundItselfIsNotBeyondIt() {
        assertThat(List.of(0.79, 0.8, 0.81))
                .filteredOn(new ScalingClaim("load", true, 0.8)::holds)
                .containsExactly(0.81);
        assertThat(List.of(0.79, 0.8, 0.81))
                .filteredOn(new ScalingClaim("load", false, 0.8)::holds)
                .containsExactly(0.79);
    }
}
