package io.slipway.engine.release;

import io.slipway.catalog.Catalog;
import io.slipway.contract.ReleaseWindow;
import io.slipway.contract.Rule;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Fact;
import io.slipway.permit.Goal;
import io.slipway.permit.Plan;
import io.slipway.permit.WayBack;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an environment is after releases that ended confirmed: their evidence, and what the table says of it. */
final class ConfirmedHistory {

    private static int numbers = 1000;

    private final EvidenceLog evidence;
    private final JdbcClient database;
    private final Catalog catalog;
    private final String environment;
    private @Nullable Goal confirmed;
    private @Nullable String by;

    ConfirmedHistory(EvidenceLog evidence, JdbcClient database, Catalog catalog, String environment) {
        this.evidence = evidence;
        this.database = database;
        this.catalog = catalog;
        this.environment = environment;
        database.sql("DELETE FROM slipway_environment WHERE environment = ?")
                .param(environment)
                .update();
    }

    /** One more release ends confirmed; its key. */
    String with(Goal goal) {
        return with(goal, false);
    }

    /** The same, with a plan that puts the database back where it is rolled back, and a proven backup; its key. */
    String withItsData(Goal goal, String backup, String recordDigest) {
        var key = with(goal, true);
        evidence.recordApart(Fact.of(
                key,
                EntryKind.FINDING,
                List.of(Rule.BACK_2),
                Fact.SLIPWAY,
                Map.of(
                        "topic",
                        "prove-restore",
                        "verdict",
                        "pass",
                        "facts",
                        Map.of("backup", backup, "record", recordDigest))));
        return key;
    }

    /** @param restores whether its plan puts the database back; nothing says that a backup of it was proven */
    String with(Goal goal, boolean restores) {
        var number = numbers++;
        var key = "tool-" + goal.version() + "-" + environment + "-" + number;
        var place = catalog.service("tool").place(environment);
        var plan = Plan.of(
                place,
                goal,
                "medium",
                new WayBack(confirmed, Duration.ofMinutes(5), null, null, restores, null),
                null,
                ReleaseWindow.ALWAYS);
        record(key, EntryKind.START, Map.of("service", "tool", "environment", environment));
        var lease = new LinkedHashMap<String, @Nullable Object>(Map.of("granted", true, "fence", number));
        lease.put("confirmed", confirmed);
        lease.put("confirmedRelease", by);
        record(key, EntryKind.LEASE, lease);
        record(key, EntryKind.PLAN, Map.of("hash", plan.hash(), "plan", plan.json()));
        record(
                key,
                EntryKind.PERMIT,
                Map.of("action", "confirm-release", "plan", plan.hash(), "way", "forward", "goal", goal));
        record(key, EntryKind.END, Map.of("outcome", "confirmed"));
        point(goal, key, number);
        confirmed = goal;
        by = key;
        return key;
    }

    /** A release that had an effect there, and ended so. */
    void with(Goal goal, String key, String outcome, String kinds) {
        without(key, outcome, kinds);
        record(key, EntryKind.PERMIT, Map.of("action", "start-instances", "way", "forward", "goal", goal));
    }

    /** A release that had none, and ended so. */
    void without(String key, String outcome, String kinds) {
        var place = catalog.service("tool").place(environment);
        var back = new WayBack(confirmed, Duration.ofMinutes(5), null, null, false, null);
        var plan = Plan.of(place, new Goal("1.2.0", "e".repeat(64)), "medium", back, null, ReleaseWindow.ALWAYS);
        record(key, EntryKind.START, Map.of("service", "tool", "environment", environment));
        record(
                key,
                EntryKind.EFFECT,
                Map.of("topic", "collect-facts", "result", "done", "variables", Map.of("changeKinds", kinds)));
        record(key, EntryKind.PLAN, Map.of("hash", plan.hash(), "plan", plan.json()));
        record(key, EntryKind.END, Map.of("outcome", outcome));
    }

    /** What the table says from now on, whatever the evidence does. */
    void point(Goal goal, String key, int number) {
        database.sql("DELETE FROM slipway_environment WHERE environment = ?")
                .param(environment)
                .update();
        database.sql("INSERT INTO slipway_environment (service, environment, last_number, confirmed_version,"
                        + " confirmed_digest, confirmed_release, fence) VALUES ('tool', ?, ?, ?, ?, ?, 1)")
                .params(environment, number, goal.version(), goal.digest(), key)
                .update();
    }

    private void record(String key, EntryKind kind, Map<String, ? extends @Nullable Object> body) {
        evidence.recordApart(Fact.of(key, kind, List.of(), Fact.SLIPWAY, body));
    }
}
