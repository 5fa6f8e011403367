package io.slipway.engine.access;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.slipway.Slipway;
import io.slipway.SmallCatalog;
import io.slipway.engine.access.Operations.Operation;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.web.context.WebApplicationContext;

/**
 * Every operation that a running Slipway offers, asked of itself, by every role: the door lets in whom the operation's row
 * in {@code operations.txt} names, and nobody else. An operation without a row fails here, before anybody can call it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("SEC-3")
class OperationsIT {

    private static final String REST = "/engine-rest";
    private static final String NAMED = "/engine-rest/engine/{name}";
    private static final String PAGES = "/camunda/api/engine/engine/{name}";
    private static final int AT_ONCE = 4;

    /** Who the letters of a row are in the {@link House}. */
    private static final Map<String, String> PEOPLE = Map.ofEntries(
            Map.entry("RM", "maria"),
            Map.entry("OR", "oskar"),
            Map.entry("DA", "arne"),
            Map.entry("BS", "berta"),
            Map.entry("DE", "dora"),
            Map.entry("OP", "otto"),
            Map.entry("BG", "bea"),
            Map.entry("AD", "root"),
            Map.entry("WK", "slipway-worker"),
            Map.entry("AM", "slipway-alerts"),
            Map.entry("NB", "somebody"));

    /** What logs in nowhere. */
    private static final Set<String> PROGRAMS = Set.of("slipway-worker", "slipway-alerts");

    private static final Map<String, String> GROUPS_OF_ROWS = Map.of(
            "nobody", "",
            "people", "RM OR DA BS DE OP BG AD",
            "deciding", "RM OR DA BS DE",
            "everybody", "RM OR DA BS DE OP BG AD WK AM NB");

    private final Map<String, Set<String>> rows = new TreeMap<>();
    private final Set<Operation> offered = new TreeSet<>();
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private House house;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        house = House.open();
        for (var line : Files.readAllLines(Path.of("src/test/resources/operations.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                var cells = line.split("\\|");
                rows.put(cells[1].strip(), callers(cells[0].strip()));
            }
        }
        try (var context = new SpringApplicationBuilder(Slipway.class)
                .run(
                        "--server.port=0",
                        "--slipway.worker.slots=0",
                        "--slipway.data=" + folder,
                        "--slipway.catalog=" + SmallCatalog.write(folder.resolve("catalog"), 2))) {
            offered.addAll(Operations.of((WebApplicationContext) context));
        }
        for (var person : PEOPLE.values()) {
            var session = new Session(house.slipway);
            session.login(person, person.equals("root") ? "admin" : "tasklist");
            if (Set.of("otto", "bea").contains(person)) {
                session.login(person, "cockpit");
            }
            sessions.put(person, session);
        }
    }

    @AfterAll
    void close() throws IOException {
        house.close();
    }

    private static Set<String> callers(String cell) {
        return Arrays.stream(GROUPS_OF_ROWS.getOrDefault(cell, cell).split(" "))
                .filter(name -> !name.isEmpty())
                .map(name -> assertThat(PEOPLE.get(name)).as(name).isNotNull().actual())
                .collect(toCollection(TreeSet::new));
    }

    /** The engine's REST interface is there three times, and each operation of it has one row. */
    private static String row(Operation operation) {
        var path = operation.path();
        for (var mount : List.of(PAGES, NAMED, REST)) {
            if (path.startsWith(mount + "/")) {
                return operation.method() + " " + path.substring(mount.length());
            }
        }
        return operation.toString();
    }

    @Test
    void everyOperationHasARow() throws IOException {
        var named = offered.stream().map(OperationsIT::row).collect(toCollection(TreeSet::new));
        assertThat(named).hasSizeGreaterThan(400);
        Files.writeString(Path.of("target/operations.txt"), String.join("\n", named));
        var without = new TreeSet<>(named);
        without.removeAll(rows.keySet());
        assertThat(without).as("operations without a row in operations.txt").isEmpty();
        var gone = new TreeSet<>(rows.keySet());
        gone.removeAll(named);
        assertThat(gone).as("rows without an operation").isEmpty();
    }

    @Test
    void theDoorLetsInWhomTheRowNamesAndNobodyElse() throws Exception {
        var wrong = new ConcurrentSkipListSet<String>();
        var asks = offered.stream()
                .filter(operation -> rows.containsKey(row(operation)))
                .<Callable<Boolean>>map(operation -> () -> {
                    ask(operation, Objects.requireNonNull(rows.get(row(operation))), wrong);
                    return true;
                })
                .toList();
        var pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (var asked : pool.invokeAll(asks)) {
                assertThatNoException().isThrownBy(asked::get);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(wrong).isEmpty();
    }

    private void ask(Operation operation, Set<String> allowed, Collection<String> wrong)
            throws IOException, InterruptedException {
        var method = operation.method().equals("ANY") ? "GET" : operation.method();
        var path = fill(operation.path());
        var open = allowed.contains("somebody");
        note(operation, "nobody", open, house.slipway.ask(null, method, path, body(method)), wrong);
        if (open) {
            // anybody's, so everybody's; and logging out is among them
            return;
        }
        var byPage = path.startsWith("/camunda/");
        for (var person : PEOPLE.values()) {
            var answer = byPage
                    ? Objects.requireNonNull(sessions.get(person)).ask(method, path, body(method))
                    : house.slipway.ask(person, method, path, body(method));
            var may = allowed.contains(person) && !(byPage && PROGRAMS.contains(person));
            note(operation, person, may, answer, wrong);
        }
    }

    private static void note(
            Operation operation,
            String person,
            boolean allowed,
            HttpResponse<String> answer,
            Collection<String> wrong) {
        var refused = answer.statusCode() == 401
                || answer.statusCode() == 403 && answer.body().contains("\"title\":\"Not allowed\"");
        if (refused == allowed) {
            wrong.add(operation + " by " + person + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Of things that are not there, so that nothing comes of what is let in. */
    private static String fill(String path) {
        return path.replace(NAMED, "/engine-rest/engine/default")
                .replace(PAGES, "/camunda/api/engine/engine/default")
                .replaceAll("\\{(engine|processEngineName)}", "default")
                .replace("{appName}", "cockpit")
                .replace("/process-definition/key/{key}", "/process-definition/key/release")
                .replace("/process-definition/{id}", "/process-definition/release:1:nosuch")
                .replace("**", "liveness")
                .replaceAll("\\{[^}]*}", "nosuch");
    }

    private static @Nullable String body(String method) {
        return method.equals("POST") || method.equals("PUT") ? "{}" : null;
    }
}
