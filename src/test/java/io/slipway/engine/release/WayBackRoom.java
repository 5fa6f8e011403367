package io.slipway.engine.release;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Topic;
import io.slipway.engine.EngineRoom;
import io.slipway.engine.OwnCommands;
import io.slipway.evidence.Entry;
import io.slipway.permit.BadVersions;
import io.slipway.permit.Goal;
import io.slipway.permit.Holds;
import io.slipway.permit.Leases;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Where the test is the worker who brings a confirmed version back, with the permits that it gets. */
abstract class WayBackRoom extends EngineRoom {

    @Autowired
    Catalog catalog;

    @Autowired
    Leases leases;

    @Autowired
    Holds holds;

    @Autowired
    HeldEnvironments held;

    @Autowired
    private Permits permits;

    @Autowired
    private BadVersions bad;

    @Autowired
    private PlatformTransactionManager transactions;

    @AfterEach
    void nothingHolds() {
        for (var hold : holds.all()) {
            lift("oskar", "orchestrator", hold.environment(), "the test is over");
        }
    }

    void lift(String person, String role, String environment, String reason) {
        as(person, role, () -> held.lift(new HeldEnvironments.Request("tool", environment, reason)));
    }

    void inTransaction(Runnable act) {
        new TransactionTemplate(transactions).executeWithoutResult(open -> act.run());
    }

    /** While a version of the tool is marked bad. */
    void whileBad(String version, Runnable act) {
        inTransaction(() -> bad.mark("tool", version, "otto", "It is worse", List.of()));
        try {
            act.run();
        } finally {
            inTransaction(() -> bad.lift("tool", version, "oskar", "It was not"));
        }
    }

    String start(String person, String role, String process, Map<String, Object> wanted) {
        return as(person, role, () -> engine.getRuntimeService()
                .startProcessInstanceByKey(process, wanted)
                .getId());
    }

    /** The worker asks, and gives the task back. */
    void permit(Topic topic, Optional<Goal> goal) {
        var task = fetch(topic, "crew");
        try {
            permits.ask(task.getId(), "crew", goal, "slipway-worker");
        } finally {
            as("slipway-worker", "slipway-worker", () -> engine.getExternalTaskService()
                    .unlock(task.getId()));
        }
    }

    /** The worker is permitted to do it, and does. */
    void permitted(Topic topic, Goal goal, Map<String, Object> answer) {
        permit(topic, Optional.of(goal));
        work(topic, answer);
        settle();
    }

    /** Waits pass. */
    void settle() {
        try (var own = OwnCommands.begin()) {
            var management = engine.getManagementService();
            management.createJobQuery().timers().list().stream()
                    .filter(job -> management
                            .createJobDefinitionQuery()
                            .jobDefinitionId(job.getJobDefinitionId())
                            .singleResult()
                            .getActivityId()
                            .startsWith("Event_"))
                    .forEach(job -> management.executeJob(job.getId()));
        }
    }

    static String findings(String... rules) {
        var list = new StringBuilder();
        for (var rule : rules) {
            list.append(list.isEmpty() ? "[" : ", ")
                    .append(
                            "{\"rule\": \"%s\", \"verdict\": \"pass\", \"why\": \"looked\", \"facts\": {}, \"at\": \"%s\"}"
                                    .formatted(rule, Instant.now()));
        }
        return list.append("]").toString();
    }

    /** All of <i>Deploy release</i>. */
    void deploy(Goal goal) {
        permitted(Topic.START_INSTANCES, goal, Map.of("settlingTime", "PT0S"));
        checkHealth();
        permitted(Topic.SHIFT_TRAFFIC, goal, Map.of("shiftedAt", Instant.now().toString()));
        permitted(Topic.DRAIN_INSTANCES, goal, Map.of());
    }

    private void checkHealth() {
        work(Topic.CHECK_HEALTH, Map.of("healthVerdict", "pass", "findings", findings("VERI-1")));
    }

    /** All of <i>Verify release</i> but its last look at the traffic. */
    void verify() {
        checkHealth();
        work(Topic.CHECK_KEY_FLOWS, Map.of("keyFlowsVerdict", "pass", "findings", findings("VERI-3")));
        settle();
    }

    /** What a rollback, and a rehearsal, ask nobody about. */
    void watch() {
        work(Topic.WATCH_MONITORING, Map.of("watchVerdict", "pass"));
    }

    /** That last look, and what comes of it. */
    void judge() {
        watch();
        work(
                Topic.JUDGE_TRAFFIC,
                Map.of("trafficVerdict", "pass", "observationEnded", true, "findings", findings("MON-2", "MON-3")));
        runJobs();
    }

    /**
     * All of <i>Roll back release</i> but the last look at the traffic.
     *
     * @param untouched what its first look finds
     */
    void bringBack(Goal goal, boolean untouched) {
        permitted(Topic.ASSESS_STATE, goal, Map.of("targetUntouched", untouched));
        permitted(Topic.ASSESS_TRAFFIC, goal, Map.of("trafficUntouched", untouched));
        deploy(goal);
        permitted(Topic.STOP_INSTANCES, goal, Map.of("environmentEmptied", false));
        verify();
    }

    static String text(Entry entry, String field) {
        return entry.fact().body().path(field).asText();
    }
}
