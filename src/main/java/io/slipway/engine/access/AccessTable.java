package io.slipway.engine.access;

import io.slipway.contract.ProcessKey;
import io.slipway.contract.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.authorization.Groups;

/**
 * Who may call what: one table, and what is not in it is denied. Paths are those of the engine's REST interface, as it is
 * mounted at {@code /engine-rest} and, for the web applications, below {@code /camunda/api/engine}.
 *
 * <p>Over 150 lines: it is one table.
 */
final class AccessTable {

    /** What a caller must be in to do anything at all here but log in. */
    private static final List<String> DECIDING = List.of(
            Role.RELEASE_MANAGER.id(),
            Role.ORCHESTRATOR.id(),
            Role.DATABASE_ARCHITECT.id(),
            Role.BACKEND_SPECIALIST.id(),
            Role.DEBUGGER.id());

    private static final List<String> PEOPLE =
            with(DECIDING, Role.OPS.id(), Role.BREAK_GLASS.id(), Groups.CAMUNDA_ADMIN);
    private static final List<String> WATCHING = List.of(Role.OPS.id(), Groups.CAMUNDA_ADMIN);
    private static final List<String> BREAK_GLASS = List.of(Role.BREAK_GLASS.id());
    private static final String ID = "[^/]+";
    private static final String RELEASE = process(ProcessKey.RELEASE);
    private static final String ROLLBACK =
            "(" + process(ProcessKey.ROLL_BACK_RELEASE) + "|" + process(ProcessKey.REHEARSE_ROLLBACK) + ")";

    private static String process(ProcessKey key) {
        return "(key/" + key.id() + "|" + key.id() + ":\\d+:[0-9A-Za-z-]+)";
    }

    private record Row(List<String> groups, Set<String> methods, Pattern path) {}

    /** The engine's REST interface. */
    private static final List<Row> REST = List.of(
            // reading, within the rights that the engine grants
            row(PEOPLE, "GET HEAD OPTIONS", "/(?!deployment/[^/]+/resources/[^/]+/data).*"),
            row(
                    PEOPLE,
                    "POST",
                    "/(task|user|group|process-instance|process-definition|execution|variable-instance|incident|job"
                            + "|job-definition|external-task|event-subscription"
                            + "|history/(process-instance|activity-instance|task|variable-instance|decision-instance"
                            + "|incident|job-log|external-task-log|detail|identity-link-log))(/count)?"),
            row(PEOPLE, "POST", "/filter/" + ID + "/(list|count|singleResult)"),
            // starting and withdrawing
            row(List.of(Role.RELEASE_MANAGER.id()), "POST", "/process-definition/" + RELEASE + "/(start|submit-form)"),
            row(List.of(Role.RELEASE_MANAGER.id()), "POST", "/message"),
            row(
                    List.of(Role.ORCHESTRATOR.id(), Role.OPS.id()),
                    "POST",
                    "/process-definition/" + ROLLBACK + "/(start|submit-form)"),
            // deciding
            row(DECIDING, "POST", "/task/" + ID + "/(claim|unclaim|complete|submit-form)"),
            row(DECIDING, "POST", "/task/" + ID + "/comment/create"),
            // engine incidents
            row(List.of(Role.OPS.id()), "PUT", "/(external-task|job)/" + ID + "/retries"),
            row(List.of(Role.OPS.id()), "PUT DELETE", "/incident/" + ID + "/annotation"),
            // break-glass: the guard within looks whether it is open, for whom and for which release
            row(BREAK_GLASS, "POST", "/process-instance/" + ID + "/(modification|variables)"),
            row(BREAK_GLASS, "PUT", "/process-instance/" + ID + "/variables/" + ID),
            row(BREAK_GLASS, "DELETE", "/process-instance/" + ID),
            // people and groups
            row(List.of(Groups.CAMUNDA_ADMIN), "POST PUT DELETE", "/(user|group|authorization)(/.*)?"),
            // workers
            row(List.of(Role.SLIPWAY_WORKER.id()), "POST", "/external-task/fetchAndLock"),
            row(
                    List.of(Role.SLIPWAY_WORKER.id()),
                    "POST",
                    "/external-task/" + ID + "/(complete|failure|bpmnError|extendLock|unlock)"));

    /** What Slipway itself offers. */
    private static final List<Row> OWN = List.of(
            row(PEOPLE, "GET", "/releases/" + ID + "/evidence"),
            row(List.of(Role.SLIPWAY_WORKER.id()), "POST", "/permits"),
            row(List.of(Role.SLIPWAY_ALERTS.id()), "POST", "/alerts"),
            row(List.of(Role.SLIPWAY_WORKER.id()), "GET", "/alerts/" + ID),
            row(PEOPLE, "GET", "/bad-versions"),
            row(
                    List.of(Role.RELEASE_MANAGER.id(), Role.ORCHESTRATOR.id(), Role.DEBUGGER.id(), Role.OPS.id()),
                    "POST",
                    "/bad-versions"),
            row(List.of(Role.ORCHESTRATOR.id()), "POST", "/bad-versions/lift"),
            row(PEOPLE, "GET", "/holds"),
            row(List.of(Role.RELEASE_MANAGER.id(), Role.ORCHESTRATOR.id(), Role.OPS.id()), "POST", "/holds/lift"),
            row(PEOPLE, "GET", "/break-glass"),
            row(BREAK_GLASS, "POST", "/break-glass(/" + ID + "/(confirm|close))?"));

    /** What the web applications have beside it. */
    private static final List<Row> WEB_APPLICATIONS = List.of(
            row(with(WATCHING, Role.BREAK_GLASS.id()), "GET POST", "/cockpit/plugin/.*"),
            row(PEOPLE, "GET", "/(tasklist|welcome)/.*"),
            row(List.of(Groups.CAMUNDA_ADMIN), "GET", "/admin/plugin/.*"));

    /** Open to everybody: the pages themselves, logging in and out. */
    private static final List<Row> OPEN = List.of(
            row(List.of(), "GET HEAD", "/"),
            row(List.of(), "GET HEAD", "/favicon.ico"),
            row(List.of(), "GET HEAD", "/camunda/?"),
            row(List.of(), "GET HEAD", "/camunda/(app|lib|assets)/.*"),
            row(List.of(), "GET HEAD", "/camunda/favicon.ico"),
            row(List.of(), "GET HEAD", "/camunda/api/(cockpit|tasklist|admin|welcome)/plugin/" + ID + "/static/.*"),
            row(
                    List.of(),
                    "GET POST",
                    "/camunda/api/admin/auth/user/default(/(login/(cockpit|tasklist|admin|welcome)|logout))?"),
            // the pages ask for the engines' names before anybody can log in
            row(List.of(), "GET HEAD", "/camunda/api/engine/engine/?"),
            row(List.of(), "GET HEAD", "/actuator/health(/.*)?"));

    private AccessTable() {}

    static boolean isOpen(String method, String path) {
        return matches(OPEN, List.of(), method, path, true);
    }

    /** Whether somebody in these groups may call this. */
    static boolean allows(Collection<String> groups, String method, String path) {
        if (path.startsWith("/camunda/api/engine/")) {
            return rest(groups, method, path.substring("/camunda/api/engine".length()));
        }
        if (path.startsWith("/engine-rest/")) {
            return rest(groups, method, path.substring("/engine-rest".length()));
        }
        if (path.startsWith("/camunda/api/")) {
            return matches(WEB_APPLICATIONS, groups, method, path.substring("/camunda/api".length()), false);
        }
        if (path.startsWith("/api/")) {
            return matches(OWN, groups, method, path.substring("/api".length()), false);
        }
        return path.startsWith("/actuator/")
                && method.equals("GET")
                && groups.stream().anyMatch(WATCHING::contains);
    }

    private static boolean rest(Collection<String> groups, String method, String path) {
        return matches(REST, groups, method, path.replaceFirst("^/engine/default(?=/)", ""), false);
    }

    private static boolean matches(
            List<Row> rows, Collection<String> groups, String method, String path, boolean everybody) {
        return rows.stream()
                .filter(row -> everybody || groups.stream().anyMatch(row.groups()::contains))
                .filter(row -> row.methods().contains(method))
                .anyMatch(row -> row.path().matcher(path).matches());
    }

    private static Row row(List<String> groups, String methods, String path) {
        return new Row(groups, Set.copyOf(Arrays.asList(methods.split(" "))), Pattern.compile(path));
    }

    private static List<String> with(List<String> groups, String... more) {
        var all = new ArrayList<>(groups);
        all.addAll(Arrays.asList(more));
        return List.copyOf(all);
    }
}
