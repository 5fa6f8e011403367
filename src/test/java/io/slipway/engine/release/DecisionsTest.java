package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.RunningSlipway;
import io.slipway.Slipway;
import io.slipway.SmallCatalog;
import io.slipway.catalog.Catalog;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.engine.OwnCommands;
import io.slipway.engine.Passing;
import io.slipway.engine.people.People;
import io.slipway.evidence.Entry;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** All of Slipway but its workers, and people with accounts who decide over HTTP. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = Slipway.class,
        properties = {"slipway.worker.slots=0", "camunda.bpm.job-execution.enabled=false"})
@DirtiesContext
class DecisionsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ENVIRONMENTS = 40;
    private static final AtomicInteger TAKEN = new AtomicInteger();
    private static final Map<String, String> PASSWORDS = new HashMap<>();
    private static final String AUTHORS =
            "{\"authors\": \"anna@x.invalid, adam@x.invalid\", \"signers\": \"carl@x.invalid\"}";

    @DynamicPropertySource
    static void folder(DynamicPropertyRegistry registry) throws IOException {
        var folder = Files.createTempDirectory("decisions");
        var catalog = SmallCatalog.write(folder.resolve("catalog"), ENVIRONMENTS);
        registry.add("slipway.data", folder::toString);
        registry.add("slipway.catalog", catalog::toString);
        var database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=60000";
        registry.add("spring.datasource.url", () -> database);
    }

    @Autowired
    private Catalog catalog;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private People people;

    @Autowired
    private IdentityService identity;

    @Autowired
    private EvidenceLog evidence;

    @Autowired
    private JdbcClient database;

    @Autowired
    private PlatformTransactionManager transactions;

    @LocalServerPort
    private int port;

    private final HttpClient http = HttpClient.newHttpClient();

    /** REST asks the registry, which once makes an engine of its own of the stories' {@code camunda.cfg.xml}. */
    @BeforeEach
    void register() {
        var other = ProcessEngines.getDefaultProcessEngine();
        if (other != engine) {
            other.close();
            ProcessEngines.registerProcessEngine(engine);
        }
    }

    @BeforeEach
    void hire() {
        hire("maria", "maria@x.invalid", "release-manager");
        hire("maria-too", " Maria@X.Invalid", "orchestrator");
        hire("oskar", "oskar@x.invalid", "orchestrator");
        hire("olga", "olga@x.invalid", "orchestrator");
        hire("anna", "Anna@x.invalid", "orchestrator");
        hire("adam", "adam@x.invalid", "orchestrator", "camunda-admin");
        hire("carl", "carl@x.invalid", "orchestrator");
        hire("arne", "arne@x.invalid", "database-architect", "orchestrator");
        hire("bela", "bela@x.invalid", "backend-specialist", "orchestrator");
        hire("nemo", null, "orchestrator");
        hire("mona", null, "release-manager");
    }

    @AfterEach
    void forget() {
        try (var own = OwnCommands.begin()) {
            engine.getRuntimeService()
                    .createProcessInstanceQuery()
                    .rootProcessInstances()
                    .listPage(0, ENVIRONMENTS)
                    .forEach(release -> engine.getRuntimeService().deleteProcessInstance(release.getId(), "next test"));
        }
    }

    private void hire(String id, @Nullable String email, String... groups) {
        people.create(id, email, List.of(groups)).ifPresent(password -> PASSWORDS.put(id, password));
    }

    private HttpResponse<String> post(String person, String path, Map<String, String> variables)
            throws IOException, InterruptedException {
        var basic = (person + ":" + PASSWORDS.get(person)).getBytes(StandardCharsets.UTF_8);
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/engine-rest" + path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(basic))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(RunningSlipway.body(variables)))
                        .build(),
                BodyHandlers.ofString());
    }

    private String start(String person) throws IOException, InterruptedException {
        var answer = post(
                person,
                "/process-definition/key/release/start",
                Map.of(
                        "service", "tool",
                        "version", "1.0.0",
                        "environment", "e" + TAKEN.getAndIncrement(),
                        "changeSummary", "a new page",
                        "businessImpact", "nobody notices",
                        "requestedClass", "high"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("businessKey").asText();
    }

    private static String found(String verdict, String facts) {
        return "[{\"rule\": \"ROLE-5\", \"verdict\": \"" + verdict
                + "\", \"why\": \"looked\", \"phase\": \"prepare\", \"facts\": " + facts + "}]";
    }

    /** Does what the workers do in Prepare, and returns the task that waits then. */
    private String prepare(String release, String findings, String testsVerdict) {
        return prepare(release, "source", findings, testsVerdict);
    }

    private String prepare(String release, String kinds, String findings, String testsVerdict) {
        return prepare(release, kinds, findings, testsVerdict, "none");
    }

    private String prepare(String release, String kinds, String findings, String testsVerdict, String openItems) {
        var answers = new HashMap<>(Passing.CHECKS);
        var environment = release.replaceFirst("tool-1.0.0-(.*)-\\d+", "$1");
        var facts = Map.<String, Object>of(
                "changeKinds",
                kinds,
                "artifactDigest",
                "d1",
                "placeDigest",
                catalog.service("tool").place(environment).digest(),
                "findings",
                findings);
        answers.put(Topic.COLLECT_FACTS, facts);
        answers.put(Topic.CHECK_TESTS, Map.of("testsVerdict", testsVerdict));
        answers.put(Topic.FILL_CHECKLIST, Map.of("checklistVerdict", "pass", "openItems", openItems));
        work(answers);
        return task(release);
    }

    private String task(String release) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(release)
                .singleResult()
                .getId();
    }

    private void work(Map<Topic, Map<String, Object>> answers) {
        boolean moved;
        do {
            moved = false;
            for (var job : engine.getManagementService()
                    .createJobQuery()
                    .messages()
                    .withRetriesLeft()
                    .list()) {
                try (var own = OwnCommands.begin()) {
                    engine.getManagementService().executeJob(job.getId());
                }
                moved = true;
            }
            moved |= answer(answers);
        } while (moved);
    }

    private boolean answer(Map<Topic, Map<String, Object>> answers) {
        identity.setAuthentication("slipway-worker", List.of("slipway-worker"));
        try {
            var fetch = engine.getExternalTaskService().fetchAndLock(10, "crew");
            Arrays.stream(Topic.values()).forEach(topic -> fetch.topic(topic.id(), 60_000));
            var tasks = fetch.execute();
            for (var task : tasks) {
                var topic = Arrays.stream(Topic.values())
                        .filter(each -> each.id().equals(task.getTopicName()))
                        .findFirst()
                        .orElseThrow();
                engine.getExternalTaskService().complete(task.getId(), "crew", answers.getOrDefault(topic, Map.of()));
            }
            return !tasks.isEmpty();
        } finally {
            identity.clearAuthentication();
        }
    }

    private HttpResponse<String> decide(String person, String task, String decision)
            throws IOException, InterruptedException {
        return post(
                person,
                "/task/" + task + "/complete",
                Map.of("approvalDecision", decision, "approvalReason", "because of this"));
    }

    /** Two seats are two people, though one of them may sit on either. */
    @Test
    @Tag("GATE-3")
    @Tag("ROLE-2")
    void aChangeOfADatabaseIsDecidedByTheDatabaseArchitectAndBySomebodyElse() throws Exception {
        var release = start("maria");
        var schema = prepare(release, "database, source", found("pass", AUTHORS), "pass");
        problem(decide("oskar", schema, "approve"), 403);
        assertThat(decide("arne", schema, "approve").statusCode()).isEqualTo(204);
        work(Map.of());
        var whole = task(release);
        assertThat(whole).isNotEqualTo(schema);
        assertRefused("arne", whole, "approve", "has approved this plan in another role already");
        assertThat(decide("oskar", whole, "approve").statusCode()).isEqualTo(204);
        assertThat(decisions(release))
                .extracting(decision -> decision.fact().body().path("asked").toString())
                .containsExactly("[\"database-architect\"]", "[\"orchestrator\"]");
    }

    /** What no machine has proven is attested with a note, what one has is not; who comes afterwards reads it. */
    @Test
    @Tag("CHECK-8")
    @Tag("CHECK-7")
    @Tag("ROLE-3")
    void whatIsOpenOfTheChecklistIsAttestedByABackendSpecialist() throws Exception {
        var release = start("maria");
        var checklist = prepare(release, "source", found("pass", AUTHORS), "pass", "CHECK-7");
        problem(decide("oskar", checklist, "approve"), 403);
        for (var wrong : List.of(
                Map.of("approvalDecision", "approve"),
                Map.of("approvalDecision", "approve", "behaviourNote", "n/a"),
                Map.of("approvalDecision", "approve", "behaviourNote", "tea is tea", "logsNote", "they are clean"))) {
            var field = problem(post("bela", "/task/" + checklist + "/complete", wrong), 400)
                    .path("field")
                    .asText();
            assertThat(field).isEqualTo(wrong.containsKey("logsNote") ? "logsNote" : "behaviourNote");
        }
        var attested = post(
                "bela",
                "/task/" + checklist + "/complete",
                Map.of("approvalDecision", "approve", "behaviourNote", "tea is tea"));
        assertThat(attested.statusCode()).as(attested.body()).isEqualTo(204);
        work(Map.of());
        var whole = task(release);
        assertThat(engine.getTaskService().getVariable(whole, "attested"))
                .isEqualTo("- No unexpected regressions (CHECK-7), attested by bela: tea is tea");
        assertRefused("bela", whole, "approve", "has approved this plan in another role already");
        assertThat(decide("oskar", whole, "approve").statusCode()).isEqualTo(204);
        assertThat(decisions(release))
                .extracting(
                        decision -> decision.fact().body().path("behaviourNote").asText("nothing"))
                .containsExactly("tea is tea", "nothing");
    }

    private List<Entry> decisions(String release) {
        return evidence.of(release).stream()
                .filter(entry -> entry.fact().kind() == EntryKind.DECISION)
                .toList();
    }

    private static JsonNode problem(HttpResponse<String> answer, int status) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        return JSON.readTree(answer.body());
    }

    private void assertRefused(String person, String task, String decision, String why) throws Exception {
        var problem = problem(decide(person, task, decision), 400);
        assertThat(problem.path("field").asText()).isEqualTo("task");
        assertThat(problem.path("detail").asText()).contains(person, why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    maria-too | is the same person (maria@x.invalid) as maria, who started this release
                    anna      | wrote commits of it
                    adam      | wrote commits of it
                    carl      | signed its artifact
                    nemo      | has no e-mail address, so nobody knows whose account it is; an administrator sets it
                    """)
    @Tag("ROLE-5")
    void nobodyDecidesAboutTheirOwnChangeUnderWhateverAccount(String person, String why) throws Exception {
        var release = start("maria");
        var task = prepare(release, found("pass", AUTHORS), "pass");
        assertRefused(person, task, "approve", why);
        assertRefused(person, task, "reject", why);
        assertThat(decisions(release)).isEmpty();
        assertThat(decide("oskar", task, "approve").statusCode()).isEqualTo(204);
        assertThat(decisions(release)).singleElement().satisfies(decision -> {
            assertThat(decision.fact().actor()).isEqualTo("oskar");
            assertThat(decision.fact().body().path("person").asText()).isEqualTo("oskar@x.invalid");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    unknown | {"authors": "dev@x.invalid", "signers": ""}
                    fail    | {"authors": "dev@x.invalid", "signers": ""}
                    pass    | {"signers": ""}
                    pass    | {"authors": "dev@x.invalid"}
                    """)
    @Tag("ROLE-5")
    void whereAuthorsAreNotKnownNobodyApprovesButAnybodyMayReject(String verdict, String facts) throws Exception {
        var release = start("maria");
        var task = prepare(release, found(verdict, facts), "pass");
        var problem = problem(decide("oskar", task, "approve"), 400);
        assertThat(problem.path("detail").asText()).contains("the authors of this change are not known");
        assertThat(decide("oskar", task, "reject").statusCode()).isEqualTo(204);
    }

    @Test
    @Tag("ROLE-5")
    void withoutAFindingNobodyApproves() throws Exception {
        var task = prepare(start("maria"), "[]", "pass");
        problem(decide("oskar", task, "approve"), 400);
    }

    @Test
    @Tag("ROLE-5")
    void aStarterWhoseAccountIsNobodysMayBeAnybody() throws Exception {
        var task = prepare(start("mona"), found("pass", AUTHORS), "pass");
        var problem = problem(decide("oskar", task, "approve"), 400);
        assertThat(problem.path("detail").asText()).contains("mona, who started this release, has no e-mail address");
    }

    @Test
    @Tag("ROLE-5")
    void whatWasFoundOutLastCounts() throws Exception {
        var release = start("maria");
        var stop = prepare(release, found("pass", AUTHORS), "fail");
        assertThat(post("oskar", "/task/" + stop + "/complete", Map.of("stopDecision", "re-check"))
                        .statusCode())
                .isEqualTo(204);
        var later = found("pass", "{\"authors\": \"oskar@x.invalid\", \"signers\": \"\"}");
        var task = prepare(release, later, "pass");
        assertRefused("oskar", task, "approve", "wrote commits of it");
        assertThat(decide("anna", task, "approve").statusCode()).isEqualTo(204);
    }

    /** What was missing is given where the release stopped, and whose word it is comes from who is logged in. */
    @Test
    @Tag("GATE-4")
    @Tag("GATE-6")
    void aBusinessImpactIsStatedAnewByWhoResolvesTheStop() throws Exception {
        var release = start("maria");
        assertThat(evidence.of(release).stream()
                        .filter(entry -> entry.fact().kind() == EntryKind.START)
                        .map(entry -> entry.fact().body().path("person").asText()))
                .containsExactly("maria@x.invalid");
        assertThat(told(release, Variable.IMPACT_BY)).isEqualTo("maria@x.invalid");
        assertThat(told(release, Variable.STARTER)).isEqualTo("maria@x.invalid");
        var stop = prepare(release, found("pass", AUTHORS), "fail");

        for (var nothing : List.of("n/a", "-", "tbd")) {
            var problem = problem(state("oskar", stop, nothing), 400);
            assertThat(problem.path("field").asText()).isEqualTo("statedImpact");
            assertThat(problem.path("detail").asText()).contains("says nothing");
        }
        assertThat(state("oskar", stop, "customers can pay by card").statusCode())
                .isEqualTo(204);

        assertThat(decisions(release)).singleElement().satisfies(decision -> {
            assertThat(decision.fact().body().path("statedImpact").asText()).isEqualTo("customers can pay by card");
            assertThat(decision.fact().body().path("person").asText()).isEqualTo("oskar@x.invalid");
        });
        var again = prepare(release, found("pass", AUTHORS), "fail");
        assertThat(told(release, Variable.IMPACT_BY)).isEqualTo("oskar@x.invalid");
        assertThat(told(release, Variable.STARTER)).isEqualTo("maria@x.invalid");
        assertThat(told(release, Variable.BUSINESS_IMPACT)).isEqualTo("customers can pay by card");

        assertThat(state("nemo", again, "").statusCode()).isEqualTo(204);
        again = prepare(release, found("pass", AUTHORS), "fail");
        assertThat(told(release, Variable.IMPACT_BY)).isEqualTo("oskar@x.invalid");
        assertThat(state("nemo", again, "nobody will notice").statusCode()).isEqualTo(204);
        prepare(release, found("pass", AUTHORS), "fail");
        assertThat(told(release, Variable.IMPACT_BY)).isEqualTo("null");
    }

    @Test
    @Tag("GATE-4")
    void whoseWordItIsIsNothingThatAnybodyMayWrite() throws Exception {
        var stop = prepare(start("maria"), found("pass", AUTHORS), "fail");
        for (var variable :
                List.of(Variable.IMPACT_BY, Variable.BUSINESS_IMPACT, Variable.DATA_ROLLBACK, Variable.ROOT_CAUSE)) {
            var answer = Map.of("stopDecision", "re-check", variable.name(), "olga@x.invalid");
            var problem = problem(post("oskar", "/task/" + stop + "/complete", answer), 400);
            assertThat(problem.path("field").asText()).isEqualTo(variable.name());
        }
    }

    @Test
    @Tag("GATE-1")
    void whatBecomesOfTheDataIsStatedWhereTheReleaseStoppedAndIsPartOfThePlan() throws Exception {
        var release = start("maria");
        var stop = prepare(release, "database", found("pass", AUTHORS), "fail");
        assertThat(plan(release).path("rollback").has("data")).isFalse();
        var words = "the version before ignores the new column";
        var nothing = Map.of("stopDecision", "re-check", "statedDataRollback", "tbd");
        assertThat(problem(post("oskar", "/task/" + stop + "/complete", nothing), 400)
                        .path("field")
                        .asText())
                .isEqualTo("statedDataRollback");
        var said = Map.of("stopDecision", "re-check", "statedDataRollback", words);
        assertThat(post("oskar", "/task/" + stop + "/complete", said).statusCode())
                .isEqualTo(204);
        var again = prepare(release, "database", found("pass", AUTHORS), "fail");
        assertThat(told(release, Variable.DATA_ROLLBACK)).isEqualTo(words);
        assertThat(told(release, Variable.IMPACT_BY)).isEqualTo("maria@x.invalid");
        assertThat(plan(release).path("rollback").path("data").asText()).isEqualTo(words);
        assertThat(decisions(release)).singleElement().satisfies(decision -> assertThat(
                        decision.fact().body().path("statedDataRollback").asText())
                .isEqualTo(words));

        var silent = Map.of("stopDecision", "re-check", "statedDataRollback", "");
        assertThat(post("oskar", "/task/" + again + "/complete", silent).statusCode())
                .isEqualTo(204);
        prepare(release, "database", found("pass", AUTHORS), "fail");
        assertThat(plan(release).path("rollback").path("data").asText()).isEqualTo(words);
    }

    @Test
    @Tag("ANTI-6")
    void theRootCauseIsNamedWhereTheReleaseStopped() throws Exception {
        var release = start("maria");
        var stop = prepare(release, found("pass", AUTHORS), "fail");
        for (var words : List.of("tbd", "n/a", "unknown", "-")) {
            var nothing = Map.of("stopDecision", "re-check", "statedRootCause", words);
            assertThat(problem(post("oskar", "/task/" + stop + "/complete", nothing), 400)
                            .path("field")
                            .asText())
                    .isEqualTo("statedRootCause");
        }
        var said = Map.of("stopDecision", "re-check", "statedRootCause", "the pool held one too few");
        assertThat(post("oskar", "/task/" + stop + "/complete", said).statusCode())
                .isEqualTo(204);
        prepare(release, found("pass", AUTHORS), "fail");
        assertThat(told(release, Variable.ROOT_CAUSE)).isEqualTo("the pool held one too few");
        assertThat(decisions(release)).singleElement().satisfies(decision -> assertThat(
                        decision.fact().body().path("statedRootCause").asText())
                .isEqualTo("the pool held one too few"));
    }

    private JsonNode plan(String release) {
        return evidence.proofs(release)
                .newest(EntryKind.PLAN)
                .orElseThrow()
                .fact()
                .body()
                .path("plan");
    }

    private HttpResponse<String> state(String person, String stop, String impact) throws Exception {
        return post(person, "/task/" + stop + "/complete", Map.of("stopDecision", "re-check", "statedImpact", impact));
    }

    /** What the release tells Prepare each time. */
    private String told(String release, Variable<String> variable) {
        var instance = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(release)
                .processDefinitionKey("release")
                .singleResult()
                .getId();
        return String.valueOf(engine.getRuntimeService().getVariable(instance, variable.name()));
    }

    @Test
    @Tag("ROLE-5")
    void variablesDoNotTellWhoseWorkItIs() throws Exception {
        var release = start("maria");
        var task = prepare(release, found("pass", AUTHORS), "pass");
        var instance = engine.getTaskService()
                .createTaskQuery()
                .taskId(task)
                .singleResult()
                .getProcessInstanceId();
        try (var own = OwnCommands.begin()) {
            engine.getRuntimeService().setVariable(instance, "startedBy", "somebody");
            engine.getRuntimeService().setVariable(instance, "findings", found("pass", "{\"authors\": \"\"}"));
        }
        assertRefused("maria-too", task, "approve", "started this release");
        assertRefused("anna", task, "approve", "wrote commits of it");
    }

    @Test
    @Tag("ROLE-1")
    void ofTwoDecisionsAtTheSameMomentOneHolds() throws Exception {
        var release = start("maria");
        var task = prepare(release, found("pass", AUTHORS), "pass");
        var answers = new ArrayList<Future<HttpResponse<String>>>();
        var pool = Executors.newFixedThreadPool(2);
        try {
            // with the chain's end in our hands the first cannot commit, and the second comes to wait for the first
            new TransactionTemplate(transactions).executeWithoutResult(held -> {
                database.sql("SELECT * FROM slipway_evidence_chain FOR UPDATE")
                        .query()
                        .listOfRows();
                answers.add(pool.submit(() -> decide("oskar", task, "approve")));
                answers.add(pool.submit(() -> decide("olga", task, "reject")));
                RunningSlipway.await("both wait", Duration.ofSeconds(30), this::bothWait);
            });
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) {
                var said = answer.get(60, TimeUnit.SECONDS);
                statuses.add(said.statusCode());
                if (said.statusCode() != 204) {
                    assertThat(problem(said, 409).path("detail").asText())
                            .contains("somebody else has just decided it");
                }
            }
            assertThat(statuses).containsExactlyInAnyOrder(204, 409);
            assertThat(decisions(release)).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
    }

    /** One for the chain's end, the other, having found its task still there, for what the first wrote. */
    private boolean bothWait() {
        var waiting = database.sql("SELECT EXECUTING_STATEMENT FROM INFORMATION_SCHEMA.SESSIONS"
                        + " WHERE EXECUTING_STATEMENT IS NOT NULL AND SESSION_ID <> SESSION_ID()")
                .query(String.class)
                .list();
        return waiting.stream().anyMatch(statement -> statement.contains("slipway_evidence_chain"))
                && waiting.stream().anyMatch(statement -> statement.matches("(?s)(insert|update|delete) .*ACT_RU_.*"));
    }

    @Test
    @Tag("ROLE-1")
    void whatIsDecidedIsNotDecidedAgain() throws Exception {
        var release = start("maria");
        var task = prepare(release, found("pass", AUTHORS), "pass");
        assertThat(decide("oskar", task, "reject").statusCode()).isEqualTo(204);
        for (var path : List.of("/complete", "/submit-form", "/claim")) {
            var late = problem(post("olga", "/task/" + task + path, Map.of("approvalDecision", "approve")), 404);
            assertThat(late.path("detail").asText()).contains("somebody else has just decided it");
        }
        assertThat(decisions(release)).hasSize(1);
    }
}
