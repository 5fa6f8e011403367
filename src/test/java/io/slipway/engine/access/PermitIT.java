package io.slipway.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.RunningSlipway;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a worker may do is read from the evidence, over real HTTP; the test is the worker, and an unfaithful one at times. */
@ExtendWith(House.Key.class)
@Tag("NOT-3")
@Tag("PHASE-0")
class PermitIT {

    private static final String DIGEST = "a".repeat(64);
    private static final String OTHER = "b".repeat(64);

    private House house;
    private String environment;
    private String window = "open";
    private String kinds = "source";
    private String open = "none";
    private String artifact = DIGEST;

    @BeforeEach
    void open(House house) {
        this.house = house;
        this.environment = house.freeEnvironment();
    }

    private static String findings(String... rules) {
        var list = House.JSON.createArrayNode();
        for (var rule : rules) {
            list.addObject()
                    .put("rule", rule)
                    .put("verdict", "pass")
                    .put("why", "looked")
                    .put("at", Instant.now().toString())
                    .putObject("facts");
        }
        return list.toString();
    }

    private void prepare(String release) throws IOException, InterruptedException {
        prepare(release, Map.of());
    }

    /** @param compared what the worker says that it compared the change with */
    private void prepare(String release, Map<String, String> compared) throws IOException, InterruptedException {
        var whose =
                findings("ROLE-5").replace("\"facts\":{}", "\"facts\":{\"authors\":\"dev@x.org\",\"signers\":\"\"}");
        var answer = new HashMap<>(compared);
        answer.putAll(Map.of("changeKinds", kinds, "artifactDigest", artifact, "findings", whose));
        answer.put("placeDigest", house.placeDigest(release));
        if (!compared.isEmpty()) {
            answer.put("confirmedPlaceDigest", house.placeDigest(release));
        }
        house.work(release, "collect-facts", answer);
        house.work(release, "check-tests", Map.of("testsVerdict", "pass", "findings", findings("PREP-1")));
        house.work(release, "check-build", Map.of("buildVerdict", "pass", "findings", findings("PREP-2", "SEC-2")));
        house.work(release, "check-environment", passed("environmentVerdict", compared, "PREP-3"));
        house.work(release, "check-history", passed("historyVerdict", compared, "ANTI-3", "ANTI-6"));
        house.work(release, "check-target", passed("targetVerdict", compared, "ANTI-6"));
        house.work(release, "check-staging", Map.of("stagingVerdict", "pass", "findings", findings("ANTI-2")));
        house.work(
                release,
                "check-calendar",
                Map.of("calendarVerdict", "pass", "releaseWindow", window, "findings", findings("ANTI-1")));
        house.work(release, "check-monitoring", monitored(compared));
        house.work(
                release,
                "check-baseline",
                Map.of(
                        "baselineVerdict",
                        "pass",
                        "findings",
                        findings("SEC-1", "SEC-2", "SEC-3", "SEC-4", "SEC-5", "SEC-6")));
        house.work(release, "check-schema", passed("schemaVerdict", compared, "GATE-3", "BACK-3"));
        house.work(release, "check-rollback-plan", passed("rollbackPlanVerdict", compared, "GATE-1"));
        fillChecklist(release, compared);
        house.work(release, "check-impact", Map.of("impactVerdict", "pass", "findings", findings("GATE-4")));
    }

    private void fillChecklist(String release, Map<String, String> compared) throws IOException, InterruptedException {
        var answer = new HashMap<>(compared);
        answer.putAll(Map.of(
                "checklistVerdict",
                "pass",
                "openItems",
                open,
                "findings",
                findings("NOT-5", "CHECK-3", "CHECK-5", "CHECK-6", "CHECK-7")));
        house.work(release, "fill-checklist", answer);
    }

    private static Map<String, String> passed(String verdict, Map<String, String> compared, String... rules) {
        var answer = new HashMap<>(compared);
        answer.putAll(Map.of(verdict, "pass", "findings", findings(rules)));
        return answer;
    }

    private static Map<String, String> monitored(Map<String, String> compared) {
        var answer = new HashMap<>(compared);
        answer.putAll(Map.of("monitoringVerdict", "pass", "findings", findings("GATE-2", "MON-5", "ANTI-5")));
        return answer;
    }

    private void backUp(String release) throws IOException, InterruptedException {
        backUp(release, Map.of());
    }

    /** @param compared what the worker says that it looked at the instances of */
    private void backUp(String release, Map<String, String> compared) throws IOException, InterruptedException {
        house.work(release, "preserve-version", Map.of("preservationVerdict", "pass", "findings", findings("BACK-1")));
        if (kinds.contains("database")) {
            backUpDatabase(release, "BACK-2");
        }
        house.work(
                release, "prove-rollback-path", Map.of("rollbackPathVerdict", "pass", "findings", findings("BACK-3")));
        house.work(release, "check-monitoring", monitored(compared));
    }

    private void backUpDatabase(String release, String... rules) throws IOException, InterruptedException {
        house.work(release, "back-up-database", Map.of("backupVerdict", "pass", "findings", findings(rules)));
        house.work(release, "prove-restore", Map.of("restoreVerdict", "pass", "findings", findings(rules)));
    }

    private String verify(String release) throws IOException, InterruptedException {
        house.work(release, "check-health", Map.of("healthVerdict", "pass", "findings", findings("VERI-1", "SEC-4")));
        house.work(release, "check-key-flows", Map.of("keyFlowsVerdict", "pass", "findings", findings("VERI-3")));
        house.work(release, "watch-monitoring", Map.of("watchVerdict", "pass", "findings", findings("DEPL-2")));
        var task = house.externalTask(release, "judge-traffic");
        house.fetch("judge-traffic", task);
        var done = house.worker(
                "/external-task/" + task + "/complete",
                "{\"workerId\": \"crew\", \"variables\": {\"trafficVerdict\": {\"value\": \"pass\"},"
                        + " \"observationEnded\": {\"value\": true}, \"findings\": {\"value\": "
                        + House.JSON.writeValueAsString(findings("MON-2", "MON-3")) + "}}}");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
        house.work(release, "check-logs", Map.of("logsVerdict", "pass", "findings", findings("VERI-2")));
        return release;
    }

    private HttpResponse<String> ask(String release, String topic, @Nullable String digest)
            throws IOException, InterruptedException {
        var task = house.externalTask(release, topic);
        house.fetch(topic, task);
        var answer = askForTask(task, "crew", digest);
        house.worker("/external-task/" + task + "/unlock", "{}");
        return answer;
    }

    private HttpResponse<String> askForTask(String task, String worker, @Nullable String digest)
            throws IOException, InterruptedException {
        var json = House.JSON.createObjectNode().put("task", task).put("worker", worker);
        if (digest != null) {
            json.putObject("goal").put("version", "1.0.0").put("digest", digest);
        }
        return house.slipway.ask("slipway-worker", "POST", "/api/permits", json.toString());
    }

    private JsonNode permitted(String release, String topic, @Nullable String digest)
            throws IOException, InterruptedException {
        var answer = ask(release, topic, digest);
        assertThat(answer.statusCode()).as(topic + ": " + answer.body()).isEqualTo(200);
        var permit = (ObjectNode) House.JSON.readTree(answer.body());
        assertThat(permit.path("action").asText()).isEqualTo(topic);
        assertThat(Instant.parse(permit.path("expires").asText()))
                .isAfter(Instant.now())
                .isBefore(Instant.now().plus(Duration.ofMinutes(3)));
        return permit;
    }

    private String refused(String release, String topic, @Nullable String digest)
            throws IOException, InterruptedException {
        var answer = ask(release, topic, digest);
        assertThat(answer.statusCode()).as(topic + ": " + answer.body()).isEqualTo(403);
        var why = House.JSON.readTree(answer.body()).path("detail").asText();
        assertThat(evidence(release)).contains("permit for " + topic).contains("\"kind\":\"refusal\"");
        return why;
    }

    private String evidence(String release) throws IOException, InterruptedException {
        var pack = house.slipway.fetch("otto", "/api/releases/" + house.key(release) + "/evidence");
        var text = new StringBuilder();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(pack.body()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().contains("entries")) {
                    text.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return text.toString();
    }

    private String confirmedRelease() throws IOException, InterruptedException {
        var release = house.release(environment);
        prepare(release);
        backUp(release);
        permitted(release, "start-instances", DIGEST);
        house.work(release, "start-instances", Map.of("settlingTime", "PT0S"));
        house.work(release, "check-health", Map.of("healthVerdict", "pass", "findings", findings("VERI-1", "SEC-4")));
        permitted(release, "shift-traffic", DIGEST);
        house.work(release, "shift-traffic", Map.of());
        permitted(release, "drain-instances", DIGEST);
        house.work(release, "drain-instances", Map.of());
        verify(release);
        permitted(release, "confirm-release", DIGEST);
        house.work(release, "confirm-release", Map.of());
        return release;
    }

    @Test
    void eachStepIsPermittedOnceItsProofsAreThere() throws Exception {
        var release = confirmedRelease();

        assertThat(house.read("/history/process-instance/" + release)
                        .path("state")
                        .asText())
                .isEqualTo("COMPLETED");
        assertThat(evidence(release))
                .contains("\"kind\":\"plan\"")
                .contains("\"kind\":\"permit\"")
                .contains("\"kind\":\"lease\"");
    }

    @Test
    @Tag("BACK-3")
    void aVerdictWithoutAFindingProvesNothing() throws Exception {
        var release = house.release(environment);
        house.work(
                release,
                "collect-facts",
                Map.of("changeKinds", "source", "artifactDigest", DIGEST, "placeDigest", house.placeDigest(release)));
        house.work(release, "check-tests", Map.of("testsVerdict", "pass"));
        house.work(release, "check-build", Map.of("buildVerdict", "pass", "findings", findings("PREP-2", "SEC-2")));
        house.work(release, "check-environment", Map.of("environmentVerdict", "pass"));
        house.work(release, "check-history", Map.of("historyVerdict", "pass"));
        house.work(release, "check-target", Map.of("targetVerdict", "pass"));
        house.work(release, "check-staging", Map.of("stagingVerdict", "pass"));
        house.work(release, "check-calendar", Map.of("calendarVerdict", "pass", "releaseWindow", "open"));
        house.work(release, "check-monitoring", Map.of("monitoringVerdict", "pass"));
        house.work(release, "check-baseline", Map.of("baselineVerdict", "pass"));
        house.work(release, "check-schema", Map.of("schemaVerdict", "pass"));
        house.work(release, "check-rollback-plan", Map.of("rollbackPlanVerdict", "pass"));
        house.work(release, "fill-checklist", Map.of("checklistVerdict", "pass", "openItems", "none"));
        house.work(release, "check-impact", Map.of("impactVerdict", "pass"));
        house.work(release, "preserve-version", Map.of("preservationVerdict", "pass"));
        house.work(release, "prove-rollback-path", Map.of("rollbackPathVerdict", "pass"));
        house.work(release, "check-monitoring", Map.of("monitoringVerdict", "pass"));

        assertThat(refused(release, "start-instances", DIGEST))
                .contains("PREP-1 has no pass")
                .contains("PREP-3")
                .contains("GATE-3")
                .contains("ANTI-2")
                .contains("ANTI-3")
                .contains("ANTI-6")
                .contains("CHECK-5")
                .contains("NOT-5")
                .contains("BACK-1")
                .contains("BACK-3 has no pass by 'check-schema'")
                .contains("BACK-3 has no pass by 'prove-rollback-path'")
                .doesNotContain("PREP-2 has no pass");
    }

    @Test
    @Tag("ANTI-2")
    void whatTheEnvironmentBeforeDidNotConfirmIsNotPermittedWhateverTheWorkerSays() throws Exception {
        var live = house.release("live");
        prepare(live);
        backUp(live);
        assertThat(refused(live, "start-instances", DIGEST))
                .contains("Confirmed in " + House.BEFORE_LIVE + " is nothing")
                .doesNotContain("ANTI-2 has no pass");
        environment = House.BEFORE_LIVE;
        confirmedRelease();
        permitted(live, "start-instances", DIGEST);
    }

    /** The worker says that the window is open; the calendar is asked once more, before each step. */
    @Test
    @Tag("ANTI-1")
    void aFreezeIsNotPermittedWhateverTheWorkerSays() throws Exception {
        var release = house.release(House.FROZEN);
        prepare(release);
        backUp(release);
        assertThat(refused(release, "start-instances", DIGEST))
                .contains(
                        "ANTI-1: A freeze of the catalog holds: 'The great freeze' until",
                        "Check again when it is over")
                .doesNotContain("ANTI-1 has no pass");
    }

    @Test
    @Tag("ANTI-1")
    void aDayWithNobodyThereIsPermittedByAnApprovalThatNamesIt() throws Exception {
        var release = house.release(House.UNSTAFFED);
        window = "approval";
        prepare(release);
        approve(release);
        backUp(release);
        var permit = permitted(release, "start-instances", DIGEST);
        assertThat(permit.path("approvals")).hasSize(1);
        assertThat(evidence(release)).contains("\"because\":\"Too little staffed time is left: ");
    }

    @Test
    void otherBytesThanThePlansAreNotPermitted() throws Exception {
        var release = house.release(environment);
        prepare(release);
        backUp(release);
        assertThat(refused(release, "start-instances", OTHER)).contains("The plan is about");
        assertThat(refused(release, "start-instances", null)).contains("nothing to start");
        permitted(release, "start-instances", DIGEST);
    }

    @Test
    void aProofFromBeforeThePlanDoesNotCountForIt() throws Exception {
        var release = house.release(environment);
        house.work(
                release,
                "collect-facts",
                Map.of(
                        "changeKinds",
                        "source",
                        "artifactDigest",
                        DIGEST,
                        "placeDigest",
                        house.placeDigest(release),
                        "findings",
                        findings("BACK-1", "BACK-3")));
        house.work(release, "check-tests", Map.of("testsVerdict", "pass", "findings", findings("PREP-1")));
        house.work(release, "check-build", Map.of("buildVerdict", "pass", "findings", findings("PREP-2", "SEC-2")));
        house.work(release, "check-environment", Map.of("environmentVerdict", "pass", "findings", findings("PREP-3")));
        house.work(
                release, "check-history", Map.of("historyVerdict", "pass", "findings", findings("ANTI-3", "ANTI-6")));
        house.work(release, "check-target", Map.of("targetVerdict", "pass", "findings", findings("ANTI-6")));
        house.work(release, "check-staging", Map.of("stagingVerdict", "pass", "findings", findings("ANTI-2")));
        house.work(
                release,
                "check-calendar",
                Map.of("calendarVerdict", "pass", "releaseWindow", "open", "findings", findings("ANTI-1")));
        house.work(release, "check-monitoring", monitored(Map.of()));
        house.work(
                release,
                "check-baseline",
                Map.of(
                        "baselineVerdict",
                        "pass",
                        "findings",
                        findings("SEC-1", "SEC-2", "SEC-3", "SEC-4", "SEC-5", "SEC-6")));
        house.work(release, "check-schema", Map.of("schemaVerdict", "pass", "findings", findings("GATE-3", "BACK-3")));
        house.work(
                release, "check-rollback-plan", Map.of("rollbackPlanVerdict", "pass", "findings", findings("GATE-1")));
        fillChecklist(release, Map.of());
        house.work(release, "check-impact", Map.of("impactVerdict", "pass", "findings", findings("GATE-4")));
        house.work(release, "preserve-version", Map.of("preservationVerdict", "pass"));
        house.work(release, "prove-rollback-path", Map.of("rollbackPathVerdict", "pass"));
        house.work(release, "check-monitoring", Map.of("monitoringVerdict", "pass"));
        assertThat(refused(release, "start-instances", DIGEST))
                .contains("BACK-1")
                .contains("BACK-3");
    }

    @Test
    void aStepWhoseStepBeforeWasNeverPermittedIsNot() throws Exception {
        var release = house.release(environment);
        prepare(release);
        backUp(release);
        house.work(release, "start-instances", Map.of("settlingTime", "PT0S"));
        house.work(release, "check-health", Map.of("healthVerdict", "pass", "findings", findings("VERI-1", "SEC-4")));
        assertThat(refused(release, "shift-traffic", DIGEST)).contains("'start-instances', was never permitted");
    }

    @Test
    void anUnverifiedVersionIsNotConfirmed() throws Exception {
        var release = house.release(environment);
        prepare(release);
        backUp(release);
        permitted(release, "start-instances", DIGEST);
        house.work(release, "start-instances", Map.of("settlingTime", "PT0S"));
        house.work(
                release,
                "check-health",
                Map.of("healthVerdict", "pass", "findings", findings("VERI-1", "SEC-4", "VERI-3")));
        permitted(release, "shift-traffic", DIGEST);
        house.work(release, "shift-traffic", Map.of());
        house.work(release, "drain-instances", Map.of());
        house.work(release, "check-health", Map.of("healthVerdict", "pass"));
        house.work(release, "check-key-flows", Map.of("keyFlowsVerdict", "pass"));
        house.work(release, "watch-monitoring", Map.of("watchVerdict", "pass"));
        var task = house.externalTask(release, "judge-traffic");
        house.fetch("judge-traffic", task);
        house.worker(
                "/external-task/" + task + "/complete",
                "{\"workerId\": \"crew\", \"variables\": {\"trafficVerdict\": {\"value\": \"pass\"},"
                        + " \"observationEnded\": {\"value\": true}}}");
        house.work(release, "check-logs", Map.of("logsVerdict", "pass"));

        assertThat(refused(release, "confirm-release", DIGEST))
                .contains("DEPL-2")
                .contains("VERI-1")
                .contains("VERI-2")
                .contains("VERI-3")
                .contains("MON-2")
                .contains("MON-3");
    }

    @Test
    void halfAQuestionIsToldWhatItLacks() throws Exception {
        for (var half : List.of("{}", "{\"task\": \"t\"}", "{\"task\": \"t\", \"worker\": \"w\", \"goal\": {}}")) {
            assertThat(house.slipway
                            .ask("slipway-worker", "POST", "/api/permits", half)
                            .statusCode())
                    .as(half)
                    .isEqualTo(400);
        }
    }

    @Test
    void onlyWhoHoldsTheTaskIsAnswered() throws Exception {
        var release = house.release(environment);
        prepare(release);
        backUp(release);
        var task = house.externalTask(release, "start-instances");
        assertThat(askForTask(task, "crew", DIGEST).statusCode()).isEqualTo(409);
        house.fetch("start-instances", task);
        assertThat(askForTask(task, "another", DIGEST).statusCode()).isEqualTo(409);
        assertThat(askForTask("no-such-task", "crew", DIGEST).statusCode()).isEqualTo(409);
        assertThat(askForTask(task, "crew", DIGEST).statusCode()).isEqualTo(200);
        house.worker("/external-task/" + task + "/unlock", "{}");
        assertThat(askForTask(task, "crew", DIGEST).statusCode()).isEqualTo(409);
    }

    /** Nor is an error of the model taken from it: a good release would stop, or be rolled back. */
    @Test
    void whoseLockHasLapsedIsToldToAskAgainAndNotThatItIsRefused() throws Exception {
        var release = house.release(environment);
        prepare(release);
        backUp(release);
        var task = house.externalTask(release, "start-instances");
        house.fetch("start-instances", task);
        house.worker("/external-task/" + task + "/extendLock", "{\"workerId\": \"crew\", \"newDuration\": 300}");

        RunningSlipway.await(
                "the lock has lapsed",
                Duration.ofSeconds(20),
                () -> askForTask(task, "crew", DIGEST).statusCode() == 409);

        var error = house.worker(
                "/external-task/" + task + "/bpmnError", "{\"workerId\": \"crew\", \"errorCode\": \"not-permitted\"}");
        assertThat(error.statusCode()).as(error.body()).isEqualTo(400);
        assertThat(evidence(release)).doesNotContain("release/BoundaryEvent_NotPermitted");
    }

    private String approval(String release) throws IOException, InterruptedException {
        var query = "/task?maxResults=10&taskDefinitionKey=Task_ApproveRelease&processInstanceBusinessKey="
                + house.key(release);
        RunningSlipway.await("approval is asked for", Duration.ofSeconds(30), () -> !house.read(query)
                .isEmpty());
        return house.read(query).path(0).path("id").asText();
    }

    private void approve(String release) throws IOException, InterruptedException {
        approve(release, "oskar");
    }

    private void approve(String release, String person) throws IOException, InterruptedException {
        approve(release, person, Map.of());
    }

    private void approve(String release, String person, Map<String, String> notes)
            throws IOException, InterruptedException {
        var answer = new HashMap<>(notes);
        answer.put("approvalDecision", "approve");
        var yes = RunningSlipway.body(answer);
        var done = house.slipway.ask(person, "POST", "/engine-rest/task/" + approval(release) + "/complete", yes);
        assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
    }

    @Test
    @Tag("ROLE-1")
    void aHighChangeNeedsTheApprovalOfThisPlan() throws Exception {
        var release = house.release(environment, "high");
        prepare(release);
        approve(release);
        backUp(release);

        var permit = permitted(release, "start-instances", DIGEST);

        assertThat(permit.path("approvals")).hasSize(1);
        assertThat(evidence(release))
                .contains("\"approvalDecision\":\"approve\"")
                .contains(permit.path("plan").asText());
    }

    @Test
    @Tag("GATE-3")
    @Tag("ROLE-2")
    void aChangeOfADatabaseIsPermittedToTwoPeopleTogether() throws Exception {
        kinds = "database, source";
        var release = house.release(environment, "", "the tool before reads the new table too");
        open = "CHECK-3";
        prepare(release);
        approve(release, "berta", Map.of("backupsNote", "restored it yesterday"));
        approve(release, "arne");
        approve(release, "oskar");
        backUp(release);
        assertThat(permitted(release, "start-instances", DIGEST).path("approvals"))
                .hasSize(3);
        assertThat(evidence(release)).contains("\"backupsNote\":\"restored it yesterday\"");
    }

    /** Whatever the worker says: the evidence knows that the program changes, and that a version is confirmed. */
    @Test
    @Tag("CHECK-7")
    @Tag("CHECK-8")
    @Tag("ROLE-3")
    void aChangeOfTheProgramIsNotPermittedWhereNobodyAttestsIt() throws Exception {
        confirmedRelease();
        artifact = OTHER;
        var release = house.release(environment);
        prepare(release, Map.of("confirmedDigest", DIGEST));
        backUp(release, Map.of("confirmedDigest", DIGEST));
        assertThat(refused(release, "start-instances", OTHER)).contains("nobody decided about this plan");

        environment = house.freeEnvironment();
        artifact = DIGEST;
        confirmedRelease();
        artifact = OTHER;
        open = "CHECK-7";
        var attested = house.release(environment);
        prepare(attested, Map.of("confirmedDigest", DIGEST));
        approve(attested, "berta", Map.of("behaviourNote", "ordered a pear, and got one"));
        backUp(attested, Map.of("confirmedDigest", DIGEST));
        assertThat(permitted(attested, "start-instances", OTHER).path("approvals"))
                .hasSize(1);
    }

    /** Variables let the model go on, and prove nothing. */
    @Test
    @Tag("BACK-2")
    @Tag("AUTH-5")
    void aChangeOfADatabaseIsNotPermittedWithoutItsBackup() throws Exception {
        kinds = "database, source";
        var release = house.release(environment, "", "the tool before reads the new table too");
        prepare(release);
        approve(release, "arne");
        approve(release, "oskar");
        house.work(release, "preserve-version", Map.of("preservationVerdict", "pass", "findings", findings("BACK-1")));
        backUpDatabase(release);
        house.work(
                release, "prove-rollback-path", Map.of("rollbackPathVerdict", "pass", "findings", findings("BACK-3")));
        house.work(release, "check-monitoring", monitored(Map.of()));
        assertThat(refused(release, "start-instances", DIGEST))
                .contains("BACK-2 has no pass by 'back-up-database'", "BACK-2 has no pass by 'prove-restore'");
    }

    /** Whatever the worker says, and whoever approves: the plan has to say it. */
    @Test
    @Tag("GATE-1")
    void aChangeOfADatabaseIsNotPermittedWhereNobodySaysWhatBecomesOfTheData() throws Exception {
        kinds = "database, source";
        var release = house.release(environment);
        prepare(release);
        approve(release, "arne");
        approve(release, "oskar");
        backUp(release);
        assertThat(refused(release, "start-instances", DIGEST)).contains("GATE-1: a database may change");
    }

    @Test
    void aRollbackIsPermittedToWhatWasConfirmedAndToNothingElse() throws Exception {
        confirmedRelease();
        var release = house.release(environment);
        open = "CHECK-7";
        prepare(release, Map.of("confirmedDigest", DIGEST));
        approve(release, "berta", Map.of("behaviourNote", "ordered a pear, and got one"));
        assertThat(refused(release, "preserve-version", DIGEST)).contains("no step");
        backUp(release, Map.of("confirmedDigest", DIGEST));
        var forward = permitted(release, "start-instances", DIGEST);
        house.work(release, "start-instances", Map.of("settlingTime", "PT0S"));
        house.work(release, "check-health", Map.of("healthVerdict", "fail"));

        assertThat(refused(release, "assess-state", OTHER)).contains("What was confirmed here");
        assertThat(refused(release, "assess-state", null)).contains("What was confirmed here");
        var back = permitted(release, "assess-state", DIGEST);
        assertThat(back.path("way").asText()).isEqualTo("back");
        assertThat(back.path("fence").asLong())
                .isGreaterThan(forward.path("fence").asLong());
    }

    @Test
    void whereNothingWasConfirmedARollbackRemoves() throws Exception {
        var release = house.release(environment);
        prepare(release);
        backUp(release);
        permitted(release, "start-instances", DIGEST);
        house.work(release, "start-instances", Map.of("settlingTime", "PT0S"));
        house.work(release, "check-health", Map.of("healthVerdict", "fail"));
        assertThat(refused(release, "assess-state", DIGEST)).contains("What was confirmed here is nothing");
        permitted(release, "assess-state", null);
    }
}
