package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.slipway.contract.Topic;
import io.slipway.engine.Passing;
import io.slipway.engine.Refusal;
import io.slipway.engine.people.Persons;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Fact;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration;
import org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real models on a real engine, and people who try what they may and what they may not. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        classes = ReleaseGuardsTest.World.class,
        properties = {
            "spring.config.location=optional:classpath:/nothing/",
            "spring.datasource.url=jdbc:h2:mem:guards;DB_CLOSE_DELAY=-1",
            "slipway.data=target/guards",
            "spring.flyway.baseline-on-migrate=true",
            "spring.flyway.baseline-version=0",
            "camunda.bpm.job-execution.enabled=false",
            "camunda.bpm.auto-deployment-enabled=false",
            "camunda.bpm.history-level=full",
        })
class ReleaseGuardsTest {

    /** Found by nobody's scan but named by its test: it is no {@code Configuration}. */
    @EnableAutoConfiguration(
            exclude = {CamundaBpmRestJerseyAutoConfiguration.class, CamundaBpmWebappAutoConfiguration.class})
    @ComponentScan({"io.slipway.engine.release", "io.slipway.engine.proof", "io.slipway.evidence", "io.slipway.permit"})
    @Import({Persons.class, ReleaseCalendar.class})
    static class World {

        @Bean
        Catalog catalog() throws IOException {
            var artifacts = Files.createTempDirectory("artifacts");
            for (var version : List.of("1.0.0", "1.1.0")) {
                Files.writeString(artifacts.resolve("shop-" + version + ".zip"), "bytes");
            }
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
                    List.of(new KeyFlow(
                            "catalogue",
                            "GET",
                            "/",
                            null,
                            null,
                            new KeyFlow.Expected(200, null, Duration.ofSeconds(1)))),
                    Map.of("staging", environment, "production", environment))));
        }
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
    private HistoryService history;

    @Autowired
    private JdbcClient database;

    @Autowired
    private EvidenceLog evidence;

    /** Whether the worker that confirms got its permit. */
    private boolean permitted = true;

    @BeforeEach
    void deploy() throws IOException {
        deploy(model -> model);
    }

    private void deploy(UnaryOperator<String> changed) throws IOException {
        var deployment =
                engine.getRepositoryService().createDeployment().name("guards").enableDuplicateFiltering(false);
        for (var folder : List.of("bpmn", "forms")) {
            try (var files = Files.list(Path.of(folder))) {
                for (var file : files.filter(f -> f.toString().matches(".*\\.(bpmn|dmn|form)"))
                        .toList()) {
                    deployment.addString(folder + "/" + file.getFileName(), changed.apply(Files.readString(file)));
                }
            }
        }
        deployment.deploy();
    }

    @AfterEach
    void forget() {
        identity.clearAuthentication();
        runtime.createProcessInstanceQuery()
                .rootProcessInstances()
                .list()
                .forEach(release -> runtime.deleteProcessInstance(release.getId(), "next test"));
        database.sql("DELETE FROM slipway_environment").update();
    }

    private <T> T as(String person, String group, Supplier<T> act) {
        identity.setAuthentication(person, List.of(group));
        try {
            return act.get();
        } finally {
            identity.clearAuthentication();
        }
    }

    private static Map<String, @Nullable Object> wanted(Map<String, ?> changed) {
        var all = new HashMap<String, @Nullable Object>(Map.of(
                "service", "shop",
                "version", "1.1.0",
                "environment", "staging",
                "changeSummary", "a new page",
                "businessImpact", "nobody notices"));
        all.putAll(changed);
        return all;
    }

    private ProcessInstance start(Map<String, ?> changed) {
        return as("maria", "release-manager", () -> runtime.startProcessInstanceByKey("release", wanted(changed)));
    }

    private void assertRefused(String field, Callable<?> act) {
        assertThatThrownBy(act::call).satisfies(thrown -> assertThat(ExceptionUtils.getThrowableList(thrown))
                .filteredOn(Refusal.class::isInstance)
                .singleElement()
                .satisfies(refusal -> assertThat(((Refusal) refusal).field()).isEqualTo(field)));
    }

    @Test
    void aReleaseGetsItsKeyAndKnowsWhoStartedIt() {
        var release = start(Map.of());
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(release.getId())
                        .singleResult()
                        .getBusinessKey())
                .isEqualTo("shop-1.1.0-staging-1");
        assertThat(runtime.getVariable(release.getId(), "startedBy")).isEqualTo("maria");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    service        | nosuch
                    service        | ''
                    service        | '../shop'
                    service        | ${1+1}
                    version        | 9.9.9
                    version        | '../../etc/passwd'
                    version        | '1.1.0; rm'
                    environment    | moon
                    environment    | ''
                    changeSummary  | '   '
                    changeSummary  | 'a\u0007b and more'
                    businessImpact | ''
                    requestedClass | none
                    startedBy      | somebody
                    confirmedVersion | 0.9
                    findings       | '[]'
                    outcome        | confirmed
                    """)
    @Tag("CHECK-8")
    void whatCannotBeIsRefusedAndNothingIsCreated(String field, String value) {
        assertRefused(field, () -> start(Map.of(field, value)));
        assertThat(runtime.createProcessInstanceQuery().count()).isZero();
        assertThat(database.sql("SELECT COUNT(*) FROM slipway_environment")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @Tag("GATE-4")
    void withoutBusinessImpactNothingIsStarted() {
        var wanted = wanted(Map.of());
        wanted.remove("businessImpact");
        assertRefused("businessImpact", () -> runtime.startProcessInstanceByKey("release", wanted));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "Unknown.",
                "UNKNOWN!",
                "n/a",
                "N / A",
                "N.A.",
                "-",
                "---",
                "tbd",
                "T.B.D.",
                "to be determined",
                "TODO",
                "???",
                "...",
                "none",
                "null",
                "don't know",
                "don\u2019t know",
                "not applicable",
                "xxx",
                "x x x",
                "\uff54\uff42\uff44",
                "(pending)",
                "\u2014",
                "\u200b\u200b\u200b",
                "idk"
            })
    @Tag("GATE-4")
    void wordsThatStandInForAnAnswerAreNone(String words) {
        assertRefused("businessImpact", () -> start(Map.of("businessImpact", words)));
        assertRefused("changeSummary", () -> start(Map.of("changeSummary", words)));
        assertThat(runtime.createProcessInstanceQuery().count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "None: the page is for ourselves", "Unknown users can log in again",
                        "n/a for private customers; shops pay less",
                "Keiner merkt etwas", "\u8aac\u660e", "Test accounts only"
            })
    @Tag("GATE-4")
    void anAnswerMayBeginLikeNone(String words) {
        start(Map.of("businessImpact", words + "."));
        assertThat(runtime.createProcessInstanceQuery().count()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"changeSummary", "businessImpact", "dataRollback"})
    @Tag("SEC-2")
    void whoeverPutsASecretIntoAReleaseIsRefusedWithoutIt(String field) {
        var secret = "AKIA" + "Q3EGRIW7ZKQ5NPLX";
        var words = "The key of the shop is now " + secret + ", tell the others.";
        assertRefused(field, () -> start(Map.of(field, words)));
        assertThatThrownBy(() -> start(Map.of(field, words)))
                .hasStackTraceContaining("holds what looks like an AWS access key")
                .satisfies(thrown ->
                        assertThat(ExceptionUtils.getStackTrace(thrown)).doesNotContain(secret));
        assertThat(runtime.createProcessInstanceQuery().count()).isZero();
    }

    @Test
    void anOversizedOrOtherThanTextFieldIsRefused() {
        assertRefused("changeSummary", () -> start(Map.of("changeSummary", "x".repeat(2001))));
        assertRefused("version", () -> start(Map.of("version", 11)));
    }

    @Test
    void oneReleaseAtATimeTouchesTheTargetAndTheSecondIsToldWhoIsFirst() {
        number(700);
        start(Map.of());
        evidence.recordApart(
                Fact.of("shop-1.1.0-staging-701", EntryKind.PERMIT, List.of(), "slipway-worker", Map.of()));
        assertThatThrownBy(() -> start(Map.of("version", "1.0.0"))).hasStackTraceContaining("shop-1.1.0-staging-701");
        start(Map.of("environment", "production"));
        assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(2);
    }

    /** Its model would bring it back, and it would get no permit for that any more. */
    @Test
    void aReleaseWithAModelFromBeforeAnUpdateKeepsItsEnvironment() throws IOException {
        number(800);
        deploy(model -> model.replace("NewerReleaseStarted", "SomethingElse"));
        start(Map.of());
        deploy();
        assertThatThrownBy(() -> start(Map.of("version", "1.0.0"))).hasStackTraceContaining("shop-1.1.0-staging-801");
    }

    @Test
    void aReleaseThatIsDeletedLeavesItsEnvironment() {
        var release = start(Map.of());
        runtime.deleteProcessInstance(release.getId(), "deleted", true);
        start(Map.of());
        assertThat(runtime.createProcessInstanceQuery().singleResult().getBusinessKey())
                .isEqualTo("shop-1.1.0-staging-2");
    }

    /** What the server writes down before a worker gets the permit. */
    private void permitToConfirm(String key) {
        var plan =
                evidence.proofs(key).newest(EntryKind.PLAN).orElseThrow().fact().body();
        evidence.recordApart(Fact.of(
                key,
                EntryKind.PERMIT,
                List.of(),
                "slipway-worker",
                Map.of(
                        "action", Topic.CONFIRM_RELEASE.id(),
                        "way", "forward",
                        "plan", plan.path("hash"),
                        "goal", plan.path("plan"))));
    }

    /** Runs jobs and answers tasks, well unless told otherwise, as the worker account would. */
    private void goOn(Map<Topic, Map<String, Object>> answers) {
        boolean moved;
        do {
            moved = false;
            for (var job :
                    management.createJobQuery().messages().withRetriesLeft().list()) {
                management.executeJob(job.getId());
                moved = true;
            }
            var fetch = engine.getExternalTaskService().fetchAndLock(1, "crew");
            for (var topic : Topic.values()) {
                fetch = fetch.topic(topic.id(), 60_000);
            }
            for (var task : fetch.execute()) {
                var topic = Arrays.stream(Topic.values())
                        .filter(t -> t.id().equals(task.getTopicName()))
                        .findFirst()
                        .orElseThrow();
                if (topic == Topic.CONFIRM_RELEASE && permitted) {
                    permitToConfirm(task.getBusinessKey());
                }
                as("slipway-worker", "slipway-worker", () -> {
                    engine.getExternalTaskService()
                            .complete(
                                    task.getId(),
                                    "crew",
                                    answers.getOrDefault(topic, Passing.CHECKS.getOrDefault(topic, Map.of())));
                    return true;
                });
                moved = true;
            }
        } while (moved);
    }

    private void stopInPrepare() {
        start(Map.of());
        goOn(Map.of(
                Topic.COLLECT_FACTS, Map.of("changeKinds", "source"),
                Topic.CHECK_TESTS, Map.of("testsVerdict", "fail")));
    }

    private void reachApproval() {
        for (var person : List.of("maria", "oskar")) {
            if (identity.createUserQuery().userId(person).count() == 0) {
                var user = identity.newUser(person);
                user.setEmail(person + "@slipway.invalid");
                identity.saveUser(user);
            }
        }
        start(Map.of("requestedClass", "high"));
        goOn(Map.of(
                Topic.COLLECT_FACTS,
                Map.of(
                        "changeKinds",
                        "source",
                        "findings",
                        "[{\"rule\": \"ROLE-5\", \"verdict\": \"pass\", \"facts\": {\"authors\": \"dev@slipway.invalid\","
                                + " \"signers\": \"\"}}]"),
                Topic.CHECK_TESTS,
                Map.of("testsVerdict", "pass")));
    }

    private Callable<Boolean> completes(String person, String group, Map<String, Object> answer) {
        return () -> as(person, group, () -> {
            engine.getTaskService()
                    .complete(
                            engine.getTaskService()
                                    .createTaskQuery()
                                    .singleResult()
                                    .getId(),
                            answer);
            return true;
        });
    }

    @Test
    @Tag("ROLE-5")
    void nobodyApprovesTheirOwnChange() throws Exception {
        reachApproval();
        assertRefused("task", completes("maria", "orchestrator", Map.of("approvalDecision", "approve")));
        assertThat(completes("oskar", "orchestrator", Map.of("approvalDecision", "approve"))
                        .call())
                .isTrue();
    }

    @Test
    @Tag("ROLE-5")
    void anAdministratorIsNotAsked() {
        reachApproval();
        assertRefused("task", completes("root", "camunda-admin", Map.of("approvalDecision", "approve")));
        assertRefused("task", completes("otto", "ops", Map.of("approvalDecision", "approve")));
        assertRefused("task", () -> {
            engine.getTaskService()
                    .complete(
                            engine.getTaskService()
                                    .createTaskQuery()
                                    .singleResult()
                                    .getId(),
                            Map.of("approvalDecision", "approve"));
            return true;
        });
    }

    @Test
    @Tag("GATE-6")
    void aStopHasNoThirdAnswer() throws Exception {
        stopInPrepare();
        assertRefused("stopDecision", completes("oskar", "orchestrator", Map.of()));
        assertRefused("stopDecision", completes("oskar", "orchestrator", Map.of("stopDecision", "skip")));
        assertRefused(
                "stopDecision",
                completes(
                        "oskar",
                        "orchestrator",
                        Map.of("stopDecision", "go-on", "stopReason", "It is only a formality")));
        assertRefused("stopReason", completes("oskar", "orchestrator", Map.of("stopDecision", "give-up")));
        completes("oskar", "orchestrator", Map.of("stopDecision", "give-up", "stopReason", "not today"))
                .call();
        goOn(Map.of());
        assertThat(history.createHistoricVariableInstanceQuery()
                        .variableName("outcome")
                        .list())
                .anySatisfy(outcome -> assertThat(outcome.getValue()).isEqualTo("stopped"));
        assertThat(runtime.createProcessInstanceQuery().count()).isZero();
    }

    @Test
    @Tag("PHASE-0")
    @Tag("CHECK-8")
    void nobodySmugglesAVerdictIntoADecision() {
        stopInPrepare();
        for (var name : List.of(
                "testsVerdict", "version", "service", "outcome", "confirmedDigest", "findings", "somethingElse")) {
            assertRefused(name, completes("oskar", "orchestrator", Map.of("stopDecision", "re-check", name, "pass")));
        }
    }

    @Test
    @Tag("PHASE-0")
    void aWorkerDoesNotDecideAndDoesNotChangeWhatWasAskedFor() {
        start(Map.of());
        assertRefused("version", () -> {
            goOn(Map.of(Topic.COLLECT_FACTS, Map.of("version", "9.9.9")));
            return true;
        });
    }

    @Test
    @Tag("CONF-1")
    void aReCheckedReleaseIsConfirmedAndTheNextOneKnows() throws Exception {
        number(500);
        stopInPrepare();
        reCheckUpToTheEnd();
        assertThat(runtime.createProcessInstanceQuery().count()).isZero();
        var next = start(Map.of("version", "1.0.0"));
        assertThat(runtime.getVariable(next.getId(), "confirmedVersion")).isEqualTo("1.1.0");
        assertThat(runtime.getVariable(next.getId(), "confirmedDigest")).isEqualTo("d1");
    }

    /** Whatever brought the release there: what nobody was permitted to confirm is not what a rollback goes to. */
    @Test
    @Tag("CONF-1")
    @Tag("NOT-3")
    void whatNobodyWasPermittedToConfirmDoesNotEndConfirmed() throws Exception {
        permitted = false;
        number(600);
        stopInPrepare();
        assertRefused("outcome", this::reCheckUpToTheEnd);
        assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(1);
        assertThat(database.sql("SELECT COUNT(*) FROM slipway_environment WHERE confirmed_version IS NOT NULL")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** Other tests forget their releases and number them anew, but evidence forgets nothing. */
    private void number(int last) {
        database.sql(
                        "INSERT INTO slipway_environment (service, environment, last_number) VALUES ('shop', 'staging', ?)")
                .param(last)
                .update();
    }

    private boolean reCheckUpToTheEnd() throws Exception {
        completes("oskar", "orchestrator", Map.of("stopDecision", "re-check")).call();
        goOn(Map.of(
                Topic.COLLECT_FACTS,
                        Map.of(
                                "changeKinds",
                                "source",
                                "artifactDigest",
                                "d1",
                                "placeDigest",
                                catalog.service("shop").place("staging").digest()),
                Topic.CHECK_TESTS, Map.of("testsVerdict", "pass"),
                Topic.PRESERVE_VERSION, Map.of("preservationVerdict", "pass"),
                Topic.PROVE_ROLLBACK_PATH, Map.of("rollbackPathVerdict", "pass")));
        assertThat(management
                        .createJobQuery()
                        .timers()
                        .activityId("Event_SettlingTimePassed")
                        .count())
                .isEqualTo(1);
        for (var waiting : List.of("Event_SettlingTimePassed", "Event_LookDue")) {
            management.executeJob(management
                    .createJobQuery()
                    .timers()
                    .activityId(waiting)
                    .singleResult()
                    .getId());
            goOn(Map.of(
                    Topic.CHECK_HEALTH, Map.of("healthVerdict", "pass"),
                    Topic.CHECK_KEY_FLOWS, Map.of("keyFlowsVerdict", "pass"),
                    Topic.WATCH_MONITORING, Map.of("watchVerdict", "pass"),
                    Topic.JUDGE_TRAFFIC, Map.of("trafficVerdict", "pass", "observationEnded", true),
                    Topic.CHECK_LOGS, Map.of("logsVerdict", "pass")));
        }
        return true;
    }
}
