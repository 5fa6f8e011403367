package io.slipway.engine;

import io.slipway.SmallCatalog;
import io.slipway.calendar.ReleaseCalendar;
import io.slipway.catalog.Catalog;
import io.slipway.contract.Topic;
import io.slipway.contract.WorkerAccount;
import io.slipway.evidence.Entry;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration;
import org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappAutoConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole engine of Slipway in this JVM, with its guards, its models and its evidence; jobs run when the test says so,
 * and the clock of what asks for one is the test's.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = EngineRoom.World.class,
        properties = {
            "spring.config.location=classpath:/application.yaml",
            "camunda.bpm.job-execution.enabled=false",
            "slipway.rehearsals.look-every=P1D",
        })
public abstract class EngineRoom {

    /** Found by nobody's scan but named by its test: it is no {@code Configuration}. */
    @EnableScheduling
    @EnableAutoConfiguration(
            exclude = {CamundaBpmRestJerseyAutoConfiguration.class, CamundaBpmWebappAutoConfiguration.class})
    @ComponentScan({"io.slipway.engine", "io.slipway.evidence", "io.slipway.permit"})
    @Import(ReleaseCalendar.class)
    static class World {

        @Bean
        WorkerAccount workerAccount() {
            return WorkerAccount.ofConfigured("");
        }

        @Bean
        Catalog catalog() throws IOException {
            var folder = SmallCatalog.write(Files.createTempDirectory("catalog"), 80);
            SmallCatalog.with(folder, "e6", "rollbackWindow: P7D");
            SmallCatalog.with(folder, "e23", "strategy: {kind: canary, shares: [10, 50]}");
            for (var i = 40; i < 79; i++) {
                SmallCatalog.with(folder, "e" + i, "rehearsal: {every: P30D}");
            }
            return Catalog.read(folder);
        }

        @Bean
        Clock clock() {
            return new Clock();
        }
    }

    /** Stands still until it is told to go on. */
    public static final class Clock implements InstantSource {

        private volatile Instant now = Instant.parse("2026-11-24T08:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        public void goOn(Duration time) {
            now = now.plus(time);
        }
    }

    @DynamicPropertySource
    static void folder(DynamicPropertyRegistry registry) throws IOException {
        var folder = Files.createTempDirectory("engine-room");
        registry.add("slipway.data", folder::toString);
        registry.add("spring.datasource.url", () -> "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @Autowired
    protected ProcessEngine engine;

    @Autowired
    protected EvidenceLog evidence;

    @Autowired
    protected JdbcClient database;

    @Autowired
    protected Clock clock;

    @Autowired
    private Catalog catalog;

    @LocalServerPort
    private int port;

    @AfterEach
    protected void forget() {
        engine.getIdentityService().clearAuthentication();
        try (var own = OwnCommands.begin()) {
            var runtime = engine.getRuntimeService();
            runtime.createProcessInstanceQuery()
                    .rootProcessInstances()
                    .list()
                    .forEach(release -> runtime.deleteProcessInstance(release.getId(), "next test"));
        }
    }

    protected <T> T as(String person, String group, Supplier<T> act) {
        engine.getIdentityService().setAuthentication(person, List.of(group));
        try {
            return act.get();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    protected void as(String person, String group, Runnable act) {
        as(person, group, () -> {
            act.run();
            return true;
        });
    }

    /** What a start asks for. */
    protected static Map<String, Object> wanted(String environment) {
        return new HashMap<>(Map.of(
                "service", "tool",
                "version", "1.0.0",
                "environment", environment,
                "changeSummary", "a new tool",
                "businessImpact", "nobody notices"));
    }

    /** Starts a release as the release manager and returns the id of its process instance. */
    protected String release(String environment) {
        return as("maria", "release-manager", () -> engine.getRuntimeService()
                .startProcessInstanceByKey("release", wanted(environment))
                .getId());
    }

    /** What who collects the facts answers for this environment, where nothing is confirmed yet. */
    protected Map<String, Object> facts(String environment, String kinds) {
        return Map.of("changeKinds", kinds, "artifactDigest", "d1", "placeDigest", placeDigest(environment));
    }

    protected String placeDigest(String environment) {
        return catalog.service("tool").place(environment).digest();
    }

    protected String key(String release) {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceId(release)
                .singleResult()
                .getBusinessKey();
    }

    protected void runJobs() {
        var management = engine.getManagementService();
        try (var own = OwnCommands.begin()) {
            // one after the other: a job may take away others
            for (var jobs = management.createJobQuery().messages(); jobs.count() > 0; ) {
                management.executeJob(jobs.list().get(0).getId());
            }
        }
    }

    protected LockedExternalTask fetch(Topic topic, String worker) {
        runJobs();
        return as("slipway-worker", "slipway-worker", () -> engine.getExternalTaskService()
                .fetchAndLock(1, worker)
                .topic(topic.id(), 60_000)
                .execute()
                .get(0));
    }

    /** A worker takes the topic's task and answers so. */
    protected void work(Topic topic, Map<String, Object> answer) {
        var task = fetch(topic, "crew");
        as("slipway-worker", "slipway-worker", () -> engine.getExternalTaskService()
                .complete(task.getId(), "crew", answer));
    }

    protected boolean runs(String release) {
        return engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceId(release)
                        .count()
                > 0;
    }

    protected List<Entry> entries(String key, EntryKind kind) {
        return evidence.of(key).stream()
                .filter(entry -> entry.fact().kind() == kind)
                .toList();
    }

    /** The contents of the entries of no release, of this kind, in order. */
    protected List<String> entries(EntryKind kind) {
        return database.sql("SELECT content FROM slipway_evidence WHERE release_key IS NULL AND kind = ?"
                        + " ORDER BY sequence_number")
                .param(kind.id())
                .query(String.class)
                .list();
    }

    /** The status of a GET by nobody. */
    protected int ask(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
