package io.slipway.engine.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.RunningSlipway;
import io.slipway.calendar.ReleaseCalendar;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Environment;
import io.slipway.catalog.KeyFlow;
import io.slipway.catalog.Part;
import io.slipway.catalog.Patching;
import io.slipway.catalog.Service;
import io.slipway.catalog.Strategy;
import io.slipway.catalog.TrustedKey;
import io.slipway.catalog.UserAddress;
import io.slipway.catalog.Verification;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.WorkerAccount;
import io.slipway.engine.OwnCommands;
import io.slipway.engine.Passing;
import io.slipway.engine.people.Persons;
import io.slipway.evidence.Entry;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration;
import org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappAutoConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the engine does and its evidence: together or not at all, told by who really did it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = ReleaseEvidenceTest.World.class,
        properties = {
            "spring.config.location=classpath:/application.yaml",
            "slipway.evidence.check-interval=1s",
            "slipway.permit.lease-check-interval=300ms",
            "camunda.bpm.job-execution.enabled=false",
            "camunda.bpm.authorization.enabled=false",
            // the models are looked at elsewhere
            "management.endpoint.health.group.readiness.include=readinessState,db,evidence,leases",
        })
@DirtiesContext
class ReleaseEvidenceTest {

    /** Found by nobody's scan but named by its test: it is no {@code Configuration}. */
    @EnableScheduling
    @EnableAutoConfiguration(
            exclude = {CamundaBpmRestJerseyAutoConfiguration.class, CamundaBpmWebappAutoConfiguration.class})
    @ComponentScan({
        "io.slipway.engine.release",
        "io.slipway.engine.proof",
        "io.slipway.engine.access",
        "io.slipway.engine.breakglass",
        "io.slipway.evidence",
        "io.slipway.permit"
    })
    @Import({Persons.class, ReleaseCalendar.class})
    static class World {

        @Bean
        WorkerAccount workerAccount() {
            return WorkerAccount.ofConfigured("");
        }

        @Bean
        Catalog catalog() throws IOException {
            var artifacts = Files.createTempDirectory("artifacts");
            Files.writeString(artifacts.resolve("shop-1.1.0.zip"), "bytes");
            var environment = new Environment(
                    Path.of("shop.env"),
                    Duration.ofSeconds(1),
                    new Verification(
                            Duration.ofSeconds(8), Duration.ofSeconds(2), 50, 0.02, Duration.ofMillis(250), 0.05),
                    new Part("process"),
                    new Part("gateway"),
                    new Part("direct"),
                    new UserAddress(URI.create("http://127.0.0.1"), null),
                    false,
                    null,
                    null,
                    Duration.ofMinutes(5),
                    null,
                    null,
                    new Patching(Duration.ofDays(14), Duration.ofDays(90), Duration.ofDays(7)),
                    List.of(),
                    Strategy.ALL_AT_ONCE,
                    null);
            var flow = new KeyFlow(
                    "catalogue", "GET", "/", null, null, new KeyFlow.Expected(200, null, Duration.ofSeconds(1)));
            return new Catalog(List.of(new Service(
                    "shop",
                    artifacts,
                    null,
                    null,
                    Map.of(),
                    List.of(new TrustedKey("build", Path.of("build.pem"), null)),
                    Duration.ofDays(90),
                    List.of("java"),
                    "/health",
                    List.of(flow),
                    Map.of("staging", environment))));
        }
    }

    @DynamicPropertySource
    static void folder(DynamicPropertyRegistry registry) throws IOException {
        var folder = Files.createTempDirectory("evidence");
        registry.add("slipway.data", folder::toString);
        registry.add("spring.datasource.url", () -> "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @Autowired
    private Catalog catalog;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private IdentityService identity;

    @Autowired
    private ManagementService management;

    @Autowired
    private ExternalTaskService external;

    @Autowired
    private EvidenceLog evidence;

    @Autowired
    private JdbcClient database;

    @Autowired
    private PlatformTransactionManager manager;

    @LocalServerPort
    private int port;

    @BeforeEach
    void deploy() throws IOException {
        var deployment = engine.getRepositoryService()
                .createDeployment()
                .name("evidence")
                .enableDuplicateFiltering(false);
        for (var folder : List.of("bpmn", "forms")) {
            try (var files = Files.list(Path.of(folder))) {
                for (var file : files.filter(f -> f.toString().matches(".*\\.(bpmn|dmn|form)"))
                        .toList()) {
                    deployment.addString(folder + "/" + file.getFileName(), Files.readString(file));
                }
            }
        }
        try (var own = OwnCommands.begin()) {
            deployment.deploy();
        }
    }

    @AfterEach
    void forget() {
        identity.clearAuthentication();
        try (var own = OwnCommands.begin()) {
            runtime.createProcessInstanceQuery()
                    .rootProcessInstances()
                    .list()
                    .forEach(release -> runtime.deleteProcessInstance(release.getId(), "next test"));
        }
    }

    private <T> T as(String person, String group, Supplier<T> act) {
        identity.setAuthentication(person, List.of(group));
        try {
            return act.get();
        } finally {
            identity.clearAuthentication();
        }
    }

    private ProcessInstance start(String... changed) {
        var wanted = new HashMap<String, Object>(Map.of(
                "service", "shop",
                "version", "1.1.0",
                "environment", "staging",
                "changeSummary", "a new page",
                "businessImpact", "nobody notices"));
        for (var i = 0; i < changed.length; i += 2) {
            wanted.put(changed[i], changed[i + 1]);
        }
        return as("maria", "release-manager", () -> runtime.startProcessInstanceByKey("release", wanted));
    }

    private String key(ProcessInstance release) {
        return runtime.createProcessInstanceQuery()
                .processInstanceId(release.getId())
                .singleResult()
                .getBusinessKey();
    }

    private void runJobs() {
        try (var own = OwnCommands.begin()) {
            for (var jobs = management.createJobQuery().messages().list(); !jobs.isEmpty(); ) {
                jobs.forEach(job -> management.executeJob(job.getId()));
                jobs = management.createJobQuery().messages().list();
            }
        }
    }

    private LockedExternalTask fetch(Topic topic) {
        runJobs();
        var fetched = as("slipway-worker", "slipway-worker", () -> external.fetchAndLock(1, "crew-7")
                .topic(topic.id(), 60_000)
                .execute());
        assertThat(fetched).as("tasks of " + topic).hasSize(1);
        return fetched.get(0);
    }

    private void complete(LockedExternalTask task, Map<String, Object> variables) {
        as("slipway-worker", "slipway-worker", () -> {
            external.complete(task.getId(), "crew-7", variables);
            return true;
        });
    }

    private static String finding(String rule, String verdict) {
        return "{\"rule\":\"" + rule + "\",\"verdict\":\"" + verdict
                + "\",\"why\":\"looked\",\"facts\":{},\"phase\":\"prepare\",\"at\":\"2026-11-24T08:00:00Z\"}";
    }

    /** The same, with the check that Slipway says found it. */
    private static String shown(String rule, String verdict, String topic) {
        return finding(rule, verdict).replaceFirst("}$", ",\"topic\":\"" + topic + "\"}");
    }

    /** What people were shown last. */
    private String shownFindings(ProcessInstance release) {
        var shown = engine
                .getHistoryService()
                .createHistoricVariableInstanceQuery()
                .processInstanceId(release.getId())
                .variableName("findings")
                .list()
                .stream()
                .filter(variable -> variable.getActivityInstanceId().equals(release.getId()))
                .toList();
        assertThat(shown).hasSize(1);
        return String.valueOf(shown.get(0).getValue());
    }

    private void stopInPrepare() {
        complete(
                fetch(Topic.COLLECT_FACTS),
                Map.of(
                        "changeKinds",
                        "source",
                        "artifactDigest",
                        "d1",
                        "placeDigest",
                        catalog.service("shop").place("staging").digest()));
        complete(
                fetch(Topic.CHECK_TESTS),
                Map.of("testsVerdict", "fail", "findings", "[" + finding("PREP-1", "fail") + "]"));
        complete(
                fetch(Topic.CHECK_BUILD),
                Map.of(
                        "buildVerdict",
                        "pass",
                        "findings",
                        "[" + finding("PREP-1", "fail") + "," + finding("PREP-2", "pass") + "]"));
        complete(
                fetch(Topic.CHECK_ENVIRONMENT),
                Map.of("environmentVerdict", "pass", "findings", "[" + finding("PREP-1", "fail") + "]"));
        var answered = Set.of(Topic.CHECK_TESTS, Topic.CHECK_BUILD, Topic.CHECK_ENVIRONMENT);
        Passing.CHECKS.forEach((check, answer) -> {
            if (!answered.contains(check)) {
                complete(fetch(check), answer);
            }
        });
        complete(fetch(Topic.NOTIFY_PEOPLE), Map.of());
    }

    private void giveUp() {
        as("oskar", "orchestrator", () -> {
            engine.getTaskService()
                    .complete(
                            engine.getTaskService()
                                    .createTaskQuery()
                                    .singleResult()
                                    .getId(),
                            Map.of("stopDecision", "give-up", "stopReason", "not today"));
            return true;
        });
        runJobs();
    }

    private List<Entry> entries(String key, EntryKind kind) {
        return evidence.of(key).stream()
                .filter(entry -> entry.fact().kind() == kind)
                .toList();
    }

    private long count() {
        return database.sql("SELECT COUNT(*) FROM slipway_evidence")
                .query(Long.class)
                .single();
    }

    private Entry newest() {
        return database.sql(
                        "SELECT release_key FROM slipway_evidence ORDER BY sequence_number DESC FETCH FIRST 1 ROW ONLY")
                .query((row, number) -> row.getString(1) == null ? "" : row.getString(1))
                .optional()
                .map(key -> evidence.of(key).get(evidence.of(key).size() - 1))
                .orElseThrow();
    }

    @Test
    @Tag("CHECK-8")
    @Tag("GATE-6")
    void aStoppedReleaseTellsItsWholeStory() {
        var release = start();
        var key = key(release);
        stopInPrepare();
        giveUp();
        var start = entries(key, EntryKind.START).get(0).fact();
        assertThat(start.actor()).isEqualTo("maria");
        assertThat(start.body().path("models").path("bpmn/release.bpmn").asText())
                .hasSize(64);
        assertThat(entries(key, EntryKind.EFFECT)).hasSize(15).allSatisfy(effect -> {
            assertThat(effect.fact().actor()).isEqualTo("slipway-worker");
            assertThat(effect.fact().body().path("worker").asText()).isEqualTo("crew-7");
        });
        assertThat(entries(key, EntryKind.FINDING))
                .extracting(finding -> finding.fact().rules())
                .containsExactly(List.of(Rule.PREP_1), List.of(Rule.PREP_2));
        assertThat(entries(key, EntryKind.FINDING)
                        .get(1)
                        .fact()
                        .body()
                        .path("digest")
                        .asText())
                .isEqualTo("d1");
        assertThat(shownFindings(release))
                .as("said twice, and nothing that others said is lost")
                .isEqualTo("[" + shown("PREP-1", "fail", "check-tests") + "," + shown("PREP-2", "pass", "check-build")
                        + "]");
        assertThat(entries(key, EntryKind.STOP)).singleElement().satisfies(stop -> {
            assertThat(stop.fact().rules()).containsExactly(Rule.PREP_1, Rule.GATE_6);
            assertThat(stop.fact().actor()).isEqualTo("slipway-worker");
        });
        assertThat(entries(key, EntryKind.DECISION)).singleElement().satisfies(decision -> {
            assertThat(decision.fact().actor()).isEqualTo("oskar");
            assertThat(decision.fact().body().path("stopReason").asText()).isEqualTo("not today");
        });
        assertThat(entries(key, EntryKind.END)).singleElement().satisfies(end -> assertThat(
                        end.fact().body().path("outcome").asText())
                .isEqualTo("stopped"));
        assertThat(entries(key, EntryKind.STEP).toString())
                .contains("release/CallActivity_Prepare")
                .contains("release/EndEvent_ReleaseStopped")
                .contains("escalate-stop/Task_ResolveStop")
                .doesNotContain("CallActivity_Deploy");
        assertThat(evidence.proofs(key).passed(Rule.PREP_2, "d1", Instant.EPOCH))
                .isPresent();
        assertThat(evidence.proofs(key).passed(Rule.PREP_1, "d1", Instant.EPOCH))
                .isEmpty();
    }

    @Test
    @Tag("CHECK-8")
    void ifTheEvidenceCannotBeWrittenTheTaskStaysOpen() {
        start();
        var task = fetch(Topic.COLLECT_FACTS);
        database.sql("ALTER TABLE slipway_evidence RENAME TO slipway_evidence_away")
                .update();
        try {
            assertThatThrownBy(() -> complete(task, Map.of("changeKinds", "source")))
                    .isNotNull();
        } finally {
            database.sql("ALTER TABLE slipway_evidence_away RENAME TO slipway_evidence")
                    .update();
        }
        assertThat(external.createExternalTaskQuery()
                        .externalTaskId(task.getId())
                        .count())
                .isEqualTo(1);
        assertThat(runtime.createVariableInstanceQuery()
                        .variableName("changeKinds")
                        .count())
                .isZero();
        complete(task, Map.of("changeKinds", "source"));
        assertThat(external.createExternalTaskQuery()
                        .externalTaskId(task.getId())
                        .count())
                .isZero();
    }

    @Test
    @Tag("CHECK-8")
    void ifTheEngineCannotCommitThereIsNoEntry() {
        start();
        var task = fetch(Topic.COLLECT_FACTS);
        var before = count();
        assertThatThrownBy(() -> new TransactionTemplate(manager).executeWithoutResult(status -> {
                    complete(task, Map.of("changeKinds", "source"));
                    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                        @Override
                        public void beforeCommit(boolean readOnly) {
                            assertThat(count()).as("written already").isGreaterThan(before);
                            throw new IllegalStateException("the commit fails");
                        }
                    });
                }))
                .hasMessage("the commit fails");
        assertThat(count()).isEqualTo(before);
        assertThat(external.createExternalTaskQuery()
                        .externalTaskId(task.getId())
                        .count())
                .isEqualTo(1);
    }

    @Test
    @Tag("CHECK-8")
    void failuresAndErrorsOfWorkersAreEffects() {
        var key = key(start());
        var task = fetch(Topic.COLLECT_FACTS);
        as("slipway-worker", "slipway-worker", () -> {
            external.handleFailure(task.getId(), "crew-7", "the disk is full", "", 3, 0);
            return true;
        });
        assertThat(entries(key, EntryKind.EFFECT)).singleElement().satisfies(effect -> assertThat(
                        effect.fact().body().toString())
                .contains("\"result\":\"failure\"")
                .contains("the disk is full")
                .contains("\"retries\":3"));
        var again = fetch(Topic.COLLECT_FACTS);
        as("slipway-worker", "slipway-worker", () -> {
            external.handleBpmnError(
                    again.getId(),
                    "crew-7",
                    "not-prepared",
                    "no artifact",
                    Map.of("findings", "[" + finding("CLASS-6", "fail") + "]"));
            return true;
        });
        assertThat(entries(key, EntryKind.EFFECT)
                        .get(1)
                        .fact()
                        .body()
                        .path("code")
                        .asText())
                .isEqualTo("not-prepared");
        assertThat(entries(key, EntryKind.FINDING)).hasSize(1);
        assertThat(entries(key, EntryKind.STOP)).hasSize(1);
    }

    @Test
    @Tag("CHECK-8")
    void whatIsNoFindingIsRefusedAndLeavesNoEffect() {
        var key = key(start());
        var task = fetch(Topic.COLLECT_FACTS);
        assertThatThrownBy(() -> complete(task, Map.of("findings", "[" + finding("PREP-99", "pass") + "]")))
                .hasStackTraceContaining("holds what is no finding");
        assertThat(entries(key, EntryKind.EFFECT)).isEmpty();
        assertThat(entries(key, EntryKind.REFUSAL)).hasSize(1);
    }

    @Test
    void deletionAndWithdrawalAreEvidenceToo() {
        var first = start();
        var key = key(first);
        try (var own = OwnCommands.begin()) {
            runtime.deleteProcessInstance(first.getId(), "by hand", true);
        }
        assertThat(entries(key, EntryKind.END)).singleElement().satisfies(end -> assertThat(
                        end.fact().body().path("outcome").asText())
                .isEqualTo("deleted"));
        var second = key(start());
        fetch(Topic.COLLECT_FACTS);
        as("maria", "release-manager", () -> {
            runtime.createMessageCorrelation("release.withdrawn")
                    .processInstanceBusinessKey(second)
                    .correlate();
            return true;
        });
        assertThat(entries(second, EntryKind.DECISION)).singleElement().satisfies(decision -> {
            assertThat(decision.fact().actor()).isEqualTo("maria");
            assertThat(decision.fact().body().path("decision").asText()).isEqualTo("withdraw");
        });
    }

    @Test
    @Tag("PHASE-0")
    @Tag("ROLE-5")
    void everyRefusedAttemptIsEvidence() {
        var release = start("requestedClass", "high");
        var key = key(release);
        assertThatThrownBy(() -> as("root", "camunda-admin", () -> {
                    runtime.createProcessInstanceModification(release.getId())
                            .startBeforeActivity("CallActivity_Deploy")
                            .execute();
                    return true;
                }))
                .isNotNull();
        assertThat(newest().fact()).satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(EntryKind.REFUSAL);
            assertThat(refusal.actor()).isEqualTo("root");
            assertThat(refusal.release()).isEqualTo(key);
        });
        assertThatThrownBy(() -> as("otto", "ops", () -> {
                    runtime.setVariable(release.getId(), "approvalDecision", "approve");
                    return true;
                }))
                .isNotNull();
        var task = fetch(Topic.COLLECT_FACTS);
        assertThatThrownBy(() -> as("root", "camunda-admin", () -> {
                    external.complete(task.getId(), "crew-7");
                    return true;
                }))
                .isNotNull();
        assertThatThrownBy(() -> complete(task, Map.of("version", "9.9.9"))).isNotNull();
        assertThat(entries(key, EntryKind.REFUSAL))
                .extracting(entry -> entry.fact().actor())
                .containsExactly("root", "otto", "root", "slipway-worker");
        assertThat(entries(key, EntryKind.EFFECT)).isEmpty();
    }

    @Test
    @Tag("PHASE-0")
    void aRefusedDecisionStartAndRequestAreEvidence() throws Exception {
        var key = key(start());
        stopInPrepare();
        assertThatThrownBy(() -> as("oskar", "orchestrator", () -> {
                    engine.getTaskService()
                            .complete(
                                    engine.getTaskService()
                                            .createTaskQuery()
                                            .singleResult()
                                            .getId(),
                                    Map.of("stopDecision", "go-on", "stopReason", "It is urgent"));
                    return true;
                }))
                .isNotNull();
        assertThat(entries(key, EntryKind.REFUSAL)).singleElement().satisfies(entry -> assertThat(
                        entry.fact().body().path("why").asText())
                .contains("stopDecision"));
        assertThat(entries(key, EntryKind.DECISION)).isEmpty();
        var before = refusals();
        assertThatThrownBy(() -> start("service", "nosuch")).isNotNull();
        assertThat(refusals()).isEqualTo(before + 1);
        assertThat(ask("/engine-rest/process-instance")).isEqualTo(401);
        assertThat(refusals()).isEqualTo(before + 2);
    }

    private long refusals() {
        return database.sql("SELECT COUNT(*) FROM slipway_evidence WHERE kind = 'refusal'")
                .query(Long.class)
                .single();
    }

    private int ask(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    @Tag("NOT-3")
    void aLeaseWithoutItsReleaseIsAStopAndStaysHeld() throws Exception {
        var release = start();
        var key = key(release);
        RunningSlipway.await("it is ready", Duration.ofSeconds(20), () -> ask("/actuator/health/readiness") == 200);

        database.sql("UPDATE slipway_environment SET active_instance = 'gone' WHERE active_release = ?")
                .param(key)
                .update();
        try {
            RunningSlipway.await("it says so", Duration.ofSeconds(20), () -> ask("/actuator/health/readiness") == 503);
            assertThat(entries(key, EntryKind.STOP)).singleElement().satisfies(stop -> assertThat(
                            stop.fact().body().path("why").asText())
                    .contains(key));
            assertThatThrownBy(this::start).hasMessageContaining(key);
        } finally {
            database.sql("UPDATE slipway_environment SET active_instance = ? WHERE active_release = ?")
                    .params(release.getId(), key)
                    .update();
        }
        RunningSlipway.await("it is ready", Duration.ofSeconds(20), () -> ask("/actuator/health/readiness") == 200);
    }

    @Test
    @Tag("NOT-3")
    void leasesThatCannotBeLookedAtAreNotKnownToAgree() {
        RunningSlipway.await("it is ready", Duration.ofSeconds(20), () -> ask("/actuator/health/readiness") == 200);
        database.sql("ALTER TABLE slipway_environment RENAME TO slipway_environment_away")
                .update();
        try {
            RunningSlipway.await("it says so", Duration.ofSeconds(20), () -> ask("/actuator/health/readiness") == 503);
        } finally {
            database.sql("ALTER TABLE slipway_environment_away RENAME TO slipway_environment")
                    .update();
        }
        RunningSlipway.await("it is ready", Duration.ofSeconds(20), () -> ask("/actuator/health/readiness") == 200);
    }

    @Test
    @Tag("NOT-3")
    void aReleaseThatLostItsLeaseIsAStop() throws Exception {
        var release = start();
        var key = key(release);
        database.sql("UPDATE slipway_environment SET active_release = NULL, active_instance = NULL")
                .update();
        RunningSlipway.await("it says so", Duration.ofSeconds(20), () -> ask("/actuator/health/readiness") == 503);
        assertThat(entries(key, EntryKind.STOP)).singleElement().satisfies(stop -> assertThat(
                        stop.fact().body().path("why").asText())
                .contains("does not hold the lease"));
    }

    @Test
    @DirtiesContext(methodMode = DirtiesContext.MethodMode.AFTER_METHOD)
    @Tag("CHECK-8")
    void withABrokenChainItIsNotReady() throws Exception {
        start();
        RunningSlipway.await("it is ready", Duration.ofSeconds(20), () -> ask("/actuator/health/readiness") == 200);
        assertThatThrownBy(() -> database.sql("UPDATE slipway_evidence SET content = 'x'")
                        .update())
                .hasStackTraceContaining("append-only");
        database.sql("DROP TRIGGER slipway_evidence_append_only").update();
        database.sql("UPDATE slipway_evidence SET content = REPLACE(content, 'maria', 'oskar') WHERE kind = 'start'")
                .update();
        RunningSlipway.await("it is not ready", Duration.ofSeconds(10), () -> ask("/actuator/health/readiness") == 503);
        assertThat(ask("/actuator/health")).isEqualTo(503);
        assertThat(ask("/actuator/health/liveness")).isEqualTo(200);
    }
}
