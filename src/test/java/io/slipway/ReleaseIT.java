package io.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.sample.Customers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Releases of the real shop, by real processes, while customers send requests without pause: none of them notices. */
@Alone
@ExtendWith(OpenShop.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReleaseIT {

    private static final String STAGING = "staging";
    /** What the colleague attests: the program changes, and the shop loses every hundredth order. */
    private static final Set<String> ATTESTED = Set.of("CHECK-6", "CHECK-7");

    private static final Duration BETWEEN_VISITS = Duration.ofMillis(20);

    private final RunningSlipway slipway;
    private Customers customers;

    ReleaseIT(RunningSlipway slipway) {
        this.slipway = slipway;
        this.customers = new Customers(slipway.shop(STAGING), BETWEEN_VISITS);
        this.customers.close();
    }

    @BeforeEach
    void customersCome() {
        customers = new Customers(slipway.shop(STAGING), BETWEEN_VISITS);
    }

    @AfterEach
    void noCustomerNoticesTheWork() {
        customers.close();
        var counts = customers.counts();
        System.out.println("Requests by who answered them, and how: " + counts);
        assertThat(counts)
                .as("requests that nobody, or the gateway, answered")
                .allSatisfy((answer, count) -> assertThat(answer).doesNotStartWith("nobody"));
        assertThat(requests()).as("requests").isGreaterThan(20);
    }

    private long requests() {
        return customers.counts().values().stream().mapToLong(Long::longValue).sum();
    }

    private static boolean has(JsonNode findings, String rule, String verdict, String phase) {
        return StreamSupport.stream(findings.spliterator(), false)
                .anyMatch(finding -> finding.path("rule").asText().equals(rule)
                        && finding.path("verdict").asText().equals(verdict)
                        && finding.path("phase").asText().equals(phase));
    }

    @Test
    @Tag("CONF-1")
    @Tag("DEPL-1")
    @Tag("AUTH-1")
    @Tag("CHECK-1")
    @Tag("AUTH-4")
    @Tag("ROLL-2")
    void a_good_version_is_confirmed_and_serves_until_it_is_taken_back() throws Exception {
        var before = slipway.serving(STAGING);
        var good = before.equals("1.1.0") ? "1.1.1" : "1.1.0";
        var release = slipway.release(good, STAGING);
        assertThat(slipway.outcome(release)).isEqualTo("confirmed");
        assertThat(slipway.serving(STAGING)).isEqualTo(good);
        assertThat(slipway.variable(release, "changeClass")).isEqualTo("medium");
        assertThat(slipway.reached(release)).contains("EndEvent_ReleaseConfirmed");
        assertThat(customers.counts().get(good + " answered")).isGreaterThan(200);
        assertThat(slipway.findings(release))
                .filteredOn(finding -> !ATTESTED.contains(finding.path("rule").asText()))
                .isNotEmpty()
                .allSatisfy(
                        finding -> assertThat(finding.path("verdict").asText()).isEqualTo("pass"));
        assertThat(slipway.reached(release)).contains("CallActivity_AttestChecklist");
        takeBack(good, before);
    }

    /** Nobody is asked, nobody notices, and what was confirmed before is confirmed again. */
    private void takeBack(String version, String before) throws Exception {
        assertThat(rollBack("maria", version).statusCode()).isEqualTo(403);
        var wrong = rollBack("otto", before);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("confirmed is " + version + " of shop in staging, not " + before);

        var started = rollBack("otto", version);
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        var rollback = new ObjectMapper().readTree(started.body()).path("id").asText();
        assertThat(slipway.outcome(rollback)).isEqualTo("rolled-back");
        assertThat(slipway.serving(STAGING)).isEqualTo(before);
        assertThat(rollBack("otto", version).body()).contains("confirmed is " + before + " of shop in staging");

        assertThat(slipway.ask("dora", "GET", "/api/holds", null).body())
                .contains("\"service\":\"shop\"", "\"reach\":\"automation\"", "shop-" + before + "-staging-");
        var lifted = slipway.ask(
                "maria",
                "POST",
                "/api/holds/lift",
                "{\"service\": \"shop\", \"environment\": \"staging\", \"reason\": \"It was only a test\"}");
        assertThat(lifted.statusCode() + lifted.body()).isEqualTo("200[]");
    }

    private HttpResponse<String> rollBack(String person, String version) throws Exception {
        return slipway.ask(
                person,
                "POST",
                "/engine-rest/process-definition/key/roll-back-release/start",
                RunningSlipway.body(Map.of(
                        "service",
                        "shop",
                        "environment",
                        STAGING,
                        "rolledBackVersion",
                        version,
                        "rollbackReason",
                        "It looks different")));
    }

    @ParameterizedTest(name = "{0}: {1} fails in {2}")
    @CsvSource({"1.2.0, VERI-1, deploy", "1.3.0, MON-2, verify", "1.4.0, MON-3, verify"})
    @Tag("CONF-2")
    @Tag("ROLL-1")
    @Tag("ROLL-2")
    @Tag("ROLL-3")
    @Tag("MON-2")
    @Tag("MON-3")
    void a_bad_version_is_rolled_back_and_the_old_one_serves(String version, String rule, String phase)
            throws Exception {
        var before = slipway.serving(STAGING);
        var release = slipway.release(version, STAGING);
        assertThat(slipway.outcome(release)).isEqualTo("rolled-back");
        assertThat(slipway.serving(STAGING)).isEqualTo(before);
        assertThat(slipway.reached(release)).contains("EndEvent_ReleaseRolledBack");
        assertThat(requests()).isGreaterThan(200);
        assertThat(has(slipway.findings(release), rule, "fail", phase))
                .as(slipway.findings(release).toPrettyString())
                .isTrue();
    }

    @ParameterizedTest(name = "{0}: {1} fails")
    @CsvSource({"1.5.0, PREP-1", "1.6.0, PREP-2"})
    @Tag("PREP-1")
    @Tag("PREP-2")
    @Tag("GATE-6")
    @Tag("AUTH-6")
    void an_unproven_version_stops_before_anything_is_touched(String version, String rule) throws Exception {
        var before = slipway.serving(STAGING);
        var release = slipway.release(version, STAGING);
        var task = stop(release);
        assertThat(has(slipway.findings(release), rule, "fail", "prepare")).isTrue();
        assertThat(slipway.reached(release)).doesNotContain("Task_StartInstances", "Task_PreserveVersion");
        assertThat(complete(task, Map.of("stopDecision", "go-on-anyway", "stopReason", "I know better")))
                .isEqualTo(400);
        assertThat(complete(task, Map.of("stopDecision", "give-up", "stopReason", "It is not what was built")))
                .isEqualTo(204);
        assertThat(slipway.outcome(release)).isEqualTo("stopped");
        assertThat(slipway.serving(STAGING)).isEqualTo(before);
    }

    @Test
    @Tag("ANTI-2")
    @Tag("ROLL-4")
    @Tag("GATE-1")
    void production_takes_what_staging_confirmed_once_its_rollback_is_rehearsed() throws Exception {
        var version = "1.1.0";
        if (slipway.serving(STAGING).equals(version)) {
            assertThat(slipway.outcome(slipway.release("1.1.1", STAGING))).isEqualTo("confirmed");
        }
        var early = slipway.release(version, "production");
        var task = stop(early);
        assertThat(has(slipway.findings(early), "ANTI-2", "fail", "prepare"))
                .as(slipway.findings(early).toPrettyString())
                .isTrue();
        assertThat(slipway.reached(early)).doesNotContain("Task_PreserveVersion");

        assertThat(slipway.outcome(slipway.release(version, STAGING))).isEqualTo("confirmed");
        assertThat(complete(task, Map.of("stopDecision", "re-check"))).isEqualTo(204);
        task = nextStop(early, task);
        assertThat(why(early, "GATE-1"))
                .contains("no rollback of shop has been rehearsed in staging yet", "start 'Rehearse rollback'");
        assertThat(slipway.reached(early)).doesNotContain("Task_PreserveVersion");

        rehearse(version);
        assertThat(complete(task, Map.of("stopDecision", "re-check"))).isEqualTo(204);
        assertThat(slipway.outcome(early)).isEqualTo("confirmed");
        assertThat(has(slipway.findings(early), "ANTI-2", "pass", "prepare")).isTrue();
        assertThat(why(early, "GATE-1")).contains("rehearsed at 20", "back after ");
    }

    /** There and back while customers send requests: both versions answer them, and the target's own list ends as it began. */
    private void rehearse(String version) throws Exception {
        assertThat(slipway.askForRehearsal("maria", STAGING).statusCode()).isEqualTo(403);
        var production = slipway.askForRehearsal("otto", "production");
        assertThat(production.statusCode()).isEqualTo(400);
        assertThat(production.body()).contains("users depend on shop in production", "such as in staging");

        var before = confirmedLast();
        var served = slipway.serving(STAGING);
        var rehearsal = slipway.rehearse(STAGING);
        RunningSlipway.await("the other version serves", Duration.ofMinutes(2), () -> !slipway.serving(STAGING)
                .equals(version));
        assertThat(slipway.outcome(rehearsal)).isEqualTo("rehearsed");
        assertThat(slipway.serving(STAGING)).isEqualTo(served).isEqualTo(version);
        assertThat(confirmedLast()).isEqualTo(before);
        assertThat(slipway.reached(rehearsal)).contains("EndEvent_RehearsalPassed", "EndEvent_ReleaseRolledBack");
        var key = slipway.read("/history/process-instance/" + rehearsal)
                .path("businessKey")
                .asText();
        assertThat(report(key)).contains("Recovery times", "<rect", "untilServing", "oldAgain");
    }

    private String report(String key) throws Exception {
        var pack = slipway.fetch("otto", "/api/releases/" + key + "/evidence").body();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(pack))) {
            for (var file = zip.getNextEntry(); file != null; file = zip.getNextEntry()) {
                if (file.getName().equals("report.html")) {
                    return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        return "";
    }

    /** The digest at the end of the target's own list. */
    private String confirmedLast() throws IOException {
        var lines = Files.readAllLines(slipway.folder().resolve("sample/staging/confirmed"));
        return lines.get(lines.size() - 1).split(" ")[0];
    }

    private String why(String release, String rule) throws Exception {
        return StreamSupport.stream(slipway.findings(release).spliterator(), false)
                .filter(finding -> finding.path("rule").asText().equals(rule))
                .map(finding -> finding.path("why").asText())
                .reduce("", (older, newer) -> newer);
    }

    /** The id of the next task that asks how to go on, behind this one. */
    private String nextStop(String release, String task) throws Exception {
        RunningSlipway.await("somebody is asked again", Duration.ofMinutes(2), () -> !stop(release)
                .equals(task));
        return stop(release);
    }

    @Test
    @Tag("AUTH-4")
    void a_withdrawn_release_is_taken_back() throws Exception {
        var before = slipway.serving(STAGING);
        var version = before.equals("1.1.0") ? "1.1.1" : "1.1.0";
        var release = slipway.release(version, STAGING);
        RunningSlipway.await("the new version serves", Duration.ofMinutes(1), () -> slipway.reached(release)
                .contains("Task_JudgeTraffic"));
        assertThat(slipway.serving(STAGING)).isEqualTo(version);
        var key = slipway.read("/history/process-instance/" + release)
                .path("businessKey")
                .asText();
        var answer = slipway.withdraw(key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        assertThat(slipway.outcome(release)).isEqualTo("withdrawn");
        assertThat(requests()).isGreaterThan(200);
        assertThat(slipway.serving(STAGING)).isEqualTo(before);
    }

    @Test
    @Tag("ROLL-3")
    void a_version_that_is_marked_bad_is_taken_back_and_released_no_more() throws Exception {
        var before = slipway.serving(STAGING);
        var version = before.equals("1.1.0") ? "1.1.1" : "1.1.0";
        var release = slipway.release(version, STAGING);
        RunningSlipway.await("the new version serves", Duration.ofMinutes(1), () -> slipway.reached(release)
                .contains("Task_JudgeTraffic"));
        var bad = "{\"service\": \"shop\", \"version\": \"" + version + "\", \"reason\": \"It loses orders\"}";
        var marked = slipway.ask("otto", "POST", "/api/bad-versions", bad);
        try {
            assertThat(marked.statusCode()).as(marked.body()).isEqualTo(201);
            assertThat(slipway.outcome(release)).isEqualTo("withdrawn");
            assertThat(slipway.serving(STAGING)).isEqualTo(before);
            var refused = slipway.ask(version, STAGING);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body())
                    .contains("\"field\":\"version\"", "marked bad since 20", "by otto: It loses orders");
            assertThat(slipway.ask("maria", "GET", "/api/bad-versions", null).body())
                    .contains("\"version\":\"" + version + "\"", "\"by\":\"otto\"", "\"at\":\"20");
            assertThat(slipway.ask("otto", "POST", "/api/bad-versions/lift", bad)
                            .statusCode())
                    .isEqualTo(403);
        } finally {
            var lifted = slipway.ask("oskar", "POST", "/api/bad-versions/lift", bad);
            assertThat(lifted.statusCode() + lifted.body()).isEqualTo("200[]");
        }
    }

    @Test
    @Tag("AUTH-6")
    @Tag("PHASE-0")
    void a_newer_release_withdraws_an_older_one_until_that_has_touched_the_target() throws Exception {
        var older = slipway.release("1.5.0", STAGING);
        stop(older);
        var version = slipway.serving(STAGING).equals("1.1.0") ? "1.1.1" : "1.1.0";
        var newer = slipway.release(version, STAGING);
        assertThat(slipway.outcome(older)).isEqualTo("withdrawn");

        RunningSlipway.await("the newer one is deployed", Duration.ofMinutes(2), () -> slipway.reached(newer)
                .contains("Task_ShiftTraffic"));
        var refused = slipway.ask("1.5.0", STAGING);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("shop-" + version + "-staging-", "it was permitted to touch the target")
                .contains("\"field\":\"environment\"");
        assertThat(slipway.outcome(newer)).isEqualTo("confirmed");
    }

    /** The id of the task that asks how to go on. */
    private String stop(String release) throws Exception {
        var key = slipway.read("/history/process-instance/" + release)
                .path("businessKey")
                .asText();
        var tasks = "/task?maxResults=10&processInstanceBusinessKey=" + key;
        RunningSlipway.await(
                "somebody is asked",
                Duration.ofMinutes(1),
                () -> slipway.read(tasks).size() > 0);
        return slipway.read(tasks).path(0).path("id").asText();
    }

    private int complete(String task, Map<String, String> answer) throws Exception {
        return slipway.ask("oskar", "POST", "/engine-rest/task/" + task + "/complete", RunningSlipway.body(answer))
                .statusCode();
    }
}
