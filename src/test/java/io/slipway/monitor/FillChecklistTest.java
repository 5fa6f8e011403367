package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.age.AgeKeys;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.DatabaseText;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.probe.Health;
import io.slipway.probe.HealthProbe;
import io.slipway.target.Harbour;
import io.slipway.target.Version;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.Returns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the checklist says of real instances and what they have logged. */
class FillChecklistTest {

    private final HealthProbe probe = new HealthProbe();
    private Harbour harbour;
    private Version confirmed;

    @BeforeEach
    void confirmAVersion(@TempDir Path folder) throws Exception {
        harbour = new Harbour(folder);
        confirmed = harbour.build("1.0.0", "good");
        harbour.run(confirmed, "a");
        harbour.run(confirmed, "b");
        await().atMost(Duration.ofSeconds(30)).until(this::bothAreUp);
        log("a", "shop 1.0.0 serves\n");
        log("b", "shop 1.0.0 serves\n");
    }

    @AfterEach
    void close() throws Exception {
        harbour.close();
    }

    private boolean bothAreUp() throws Exception {
        for (var instance : harbour.target().running()) {
            if (!(probe.ask(instance.address(), "/health") instanceof Health.Up)) {
                return false;
            }
        }
        return true;
    }

    /** Writes into the log of an instance, as its program does. */
    private void log(String instance, String text) throws Exception {
        Files.writeString(file(instance, "log"), text, StandardOpenOption.APPEND);
    }

    private Path file(String instance, String name) throws Exception {
        try (var slots = Files.list(harbour.root().resolve("instances"))) {
            return slots.filter(slot -> slot.getFileName().toString().startsWith(instance + "-"))
                    .findFirst()
                    .orElseThrow()
                    .resolve(name);
        }
    }

    private Outcome fill(@Nullable Version meant, @Nullable String kinds) throws Exception {
        return fill(harbour.catalog(), meant, kinds);
    }

    private Outcome fill(Catalog catalog, @Nullable Version meant, @Nullable String kinds) throws Exception {
        var variables = new HashMap<String, @Nullable Object>(Map.of("service", "shop", "environment", "staging"));
        variables.put("changeKinds", kinds);
        variables.put("scalingSignal", "no scaling");
        if (meant != null) {
            variables.put("confirmedVersion", meant.number());
            variables.put("confirmedDigest", meant.digest());
        }
        var outcome = new FillChecklist(catalog, new HealthCheck(probe), Watch.monitors(catalog, Returns.unasked()))
                .work(new Job("1", "shop-1.1.0-staging-2", variables, Granting.none()));
        assertThat(outcome.findings())
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder(Rule.NOT_5, Rule.CHECK_3, Rule.CHECK_5, Rule.CHECK_6, Rule.CHECK_7);
        assertThat(outcome.variables().get("confirmedDigest"))
                .as("what the server compares with the lease")
                .isEqualTo(variables.get("confirmedDigest"));
        assertThat(outcome.variables())
                .as("of these only health stops: a person may attest the rest")
                .containsEntry(
                        Variable.CHECKLIST_VERDICT.name(),
                        finding(outcome, Rule.CHECK_5).verdict().id());
        return outcome;
    }

    private static Finding finding(Outcome outcome, Rule rule) {
        return outcome.findings().stream()
                .filter(found -> found.rule() == rule)
                .findFirst()
                .orElseThrow();
    }

    private static void assertOpen(Outcome outcome, String items) {
        assertThat(outcome.variables()).containsEntry(Variable.OPEN_ITEMS.name(), items);
    }

    @Test
    @Tag("CHECK-5")
    @Tag("CHECK-6")
    @Tag("CHECK-8")
    void whatIsProvenLeavesNothingToAttest() throws Exception {
        var outcome = fill(confirmed, "documentation, configuration");
        assertThat(outcome.findings()).extracting(Finding::verdict).containsOnly(Verdict.PASS);
        assertOpen(outcome, "none");
        assertThat(finding(outcome, Rule.CHECK_6).facts())
                .containsEntry("a", "1 lines, 0 that say that something is wrong")
                .containsOnlyKeys("a", "b");
    }

    /** It is what the release brings; one of those that ran it is missing all the same. */
    @Test
    @Tag("CHECK-5")
    @Tag("CLASS-4")
    void anInstanceThatTheCatalogHasHadSinceItWasConfirmedNeedNotRunIt() throws Exception {
        harbour.addC();
        var before = finding(fill(confirmed, "source"), Rule.CHECK_5);
        assertThat(before.verdict()).as("nobody wrote down where it ran").isEqualTo(Verdict.FAIL);
        assertThat(before.facts()).containsEntry("absent", "c");

        harbour.target().confirm(confirmed);
        assertThat(finding(fill(confirmed, "source"), Rule.CHECK_5).verdict()).isEqualTo(Verdict.PASS);

        for (var slot : harbour.target().slots().getOrDefault("b", List.of())) {
            slot.daemon().stop(Duration.ZERO);
        }
        assertThat(finding(fill(confirmed, "source"), Rule.CHECK_5).facts()).containsEntry("absent", "b");
    }

    /** All under other names: nobody would be asked how what runs is. */
    @Test
    @Tag("CHECK-5")
    @Tag("MON-5")
    void whereTheCatalogHasNoneOfThemAnyMoreNothingIsProven() throws Exception {
        harbour.target().confirm(confirmed);
        harbour.renameInstances();
        var outcome = fill(confirmed, "source");
        assertThat(finding(outcome, Rule.CHECK_5).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding(outcome, Rule.CHECK_5).facts()).containsEntry("absent", "x, y");
        assertThat(Watched.of(harbour.target(), Optional.of(confirmed.digest())).absent())
                .containsExactly("x", "y");
    }

    @Test
    @Tag("CHECK-3")
    @Tag("CHECK-7")
    @Tag("CLASS-3")
    void whatMayChangeDataOrTheProgramIsLeftForAPerson() throws Exception {
        for (var kinds : List.of("source", "dependencies", "infrastructure", "documentation, source")) {
            assertOpen(fill(confirmed, kinds), "CHECK-7");
        }
        for (var kinds : new String[] {"database", "unclear", "source, unclear", "", null}) {
            assertOpen(fill(confirmed, kinds), "CHECK-3, CHECK-7");
        }
        for (var kinds : List.of("nothing", "configuration")) {
            assertOpen(fill(confirmed, kinds), "none");
        }
    }

    /** A person would attest what Slipway proves: there is no permit without it. */
    @Test
    @Tag("CHECK-3")
    void whatSlipwayBacksUpIsLeftForNobody() throws Exception {
        var yaml = DatabaseText.into(harbour.yaml("process"), 1, AgeKeys.make().recipient(), "");
        var other = Files.createDirectories(harbour.root().resolveSibling("other"));
        Files.writeString(other.resolve("shop.yaml"), yaml);
        for (var kinds : new String[] {"database", "source, unclear", "", null}) {
            var outcome = fill(Catalog.read(other), confirmed, kinds);
            assertOpen(outcome, "CHECK-7");
            assertThat(finding(outcome, Rule.CHECK_3).facts()).containsEntry("proven", "BACK-2");
        }
    }

    @Test
    @Tag("CHECK-7")
    void aFirstVersionHasNothingToFallBehind() throws Exception {
        assertOpen(fill(null, "source"), "none");
        assertOpen(fill(null, "database, source"), "CHECK-3");
    }

    @Test
    @Tag("CHECK-5")
    void anInstanceThatDoesNotRunStops() throws Exception {
        for (var slot : harbour.target().slots().getOrDefault("b", List.of())) {
            slot.daemon().stop(Duration.ZERO);
        }
        var finding = finding(fill(confirmed, "source"), Rule.CHECK_5);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.why()).contains("not b", "Get them going");
    }

    @Test
    @Tag("CHECK-5")
    void anInstanceThatSaysItIsSomethingElseStops() throws Exception {
        var liar = harbour.build("1.0.1", "lies");
        harbour.close();
        harbour.run(liar, "a");
        harbour.run(liar, "b");
        assertThat(finding(fill(liar, "source"), Rule.CHECK_5).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    @Tag("CHECK-6")
    @Tag("CHECK-8")
    void aLogWithAnErrorIsLeftForAPersonAndDoesNotStop() throws Exception {
        log("b", "ERROR the till is empty\n");
        assertOpen(fill(confirmed, "documentation"), "CHECK-6");
    }

    /** What was wrong with an earlier start is over. */
    @Test
    @Tag("CHECK-6")
    void onlyWhatWasSaidSinceTheStartCounts() throws Exception {
        log("a", "ERROR of the first start\n");
        harbour.close();
        harbour.run(confirmed, "a");
        harbour.run(confirmed, "b");
        await().atMost(Duration.ofSeconds(30)).until(this::bothAreUp);
        assertThat(finding(fill(confirmed, "documentation"), Rule.CHECK_6).why())
                .contains("instance a has logged nothing since it was started");
        log("a", "serves again\n");
        log("b", "serves again\n");
        assertOpen(fill(confirmed, "documentation"), "none");
    }

    @Test
    @Tag("CHECK-5")
    @Tag("CHECK-6")
    void aTargetThatCannotBeReadIsUnknown() throws Exception {
        var pid = file("a", "pid");
        var before = Files.readString(pid);
        Files.writeString(pid, "not a pid\n");
        var outcome = fill(confirmed, "documentation");
        assertThat(finding(outcome, Rule.CHECK_5).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(finding(outcome, Rule.CHECK_6).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertOpen(outcome, "CHECK-6");
        Files.writeString(pid, before);
    }
}
