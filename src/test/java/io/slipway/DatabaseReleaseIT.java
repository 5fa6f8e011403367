package io.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.age.AgeKeys;
import io.slipway.catalog.DatabaseText;
import io.slipway.database.Cluster;
import io.slipway.database.ClusterRoom;
import io.slipway.pier.Behaviour;
import io.slipway.pier.Builds;
import io.slipway.pier.Place;
import io.slipway.pier.Visitors;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** A service with a database is released: one that only adds, one that renames, and back, after users wrote something. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("AUTH-4")
@Tag("BACK-3")
class DatabaseReleaseIT extends ClusterRoom {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final String APP = "only-the-app-knows-9f";
    private static final String SQL = "psql -q \"$DATABASE_URL\" -v ON_ERROR_STOP=1 -c ";
    private static final List<String> PEOPLE = List.of(
            "maria release-manager",
            "bela backend-specialist",
            "dana database-architect",
            "oskar orchestrator",
            "otto ops");

    private @Nullable Place place;
    private @Nullable RunningSlipway slipway;
    private @Nullable Colleague colleague;
    private @Nullable Visitors visitors;
    private String confirmed = "";

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        open(DatabaseReleaseIT.class);
        database();
        var catalog = Files.createDirectories(folder.resolve("catalog"));
        build(catalog);
        place = Place.open(catalog, "staging", Ports.block(3));
        write(folder, catalog);
        slipway = new RunningSlipway(Files.createDirectories(folder.resolve("data")), settings(catalog));
        PEOPLE.forEach(person -> slipway().knowPassword(name(person), "of " + name(person)));
        slipway().start();
        colleague = new Colleague(slipway(), "bela");
        visitors = new Visitors(List.of(place()));
    }

    @AfterAll
    void close() throws Exception {
        if (visitors != null) {
            visitors.close();
        }
        if (colleague != null) {
            colleague.close();
        }
        if (slipway != null) {
            slipway.close();
        }
        if (place != null) {
            place.stop();
        }
    }

    private RunningSlipway slipway() {
        return Objects.requireNonNull(slipway);
    }

    private Place place() {
        return Objects.requireNonNull(place);
    }

    private Visitors visitors() {
        return Objects.requireNonNull(visitors);
    }

    private static String name(String person) {
        return person.split(" ")[0];
    }

    private void database() throws Exception {
        cluster().sql("postgres", "CREATE ROLE shop_app LOGIN PASSWORD '" + APP + "'");
        cluster().role("slipway_reader", "");
        cluster().role("slipway_scratch", "CREATEDB");
        cluster().role("slipway_restorer", "CREATEDB");
        cluster().sql("postgres", "GRANT shop_app, pg_signal_backend TO slipway_restorer");
        cluster().shop("shop_app");
    }

    private static void build(Path catalog) throws Exception {
        var builds = new Builds(catalog);
        var orders = "CREATE TABLE IF NOT EXISTS orders (id serial PRIMARY KEY, remark text)";
        var note = orders + "; ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text";
        var rename =
                "DO \\$\\$ BEGIN ALTER TABLE orders RENAME remark TO words; EXCEPTION WHEN undefined_column THEN NULL;"
                        + " END \\$\\$";
        build(builds, "1.0.0", orders, "INSERT INTO orders (remark) VALUES ('an order')");
        build(builds, "1.1.0", note, "INSERT INTO orders (remark, note) VALUES ('an order', 'new')");
        var mark = note + "; ALTER TABLE orders ADD COLUMN IF NOT EXISTS mark text";
        var trace =
                "printf 'java.lang.IllegalStateException: no words\\n\\tat shop.Orders.put(Orders.java:7)\\n' >&2; ";
        build(builds, "1.2.1", mark, "INSERT INTO orders (remark, note) VALUES ('an order', 'new')", trace);
        build(builds, "1.2.0", rename, "INSERT INTO orders (words) VALUES ('an order')");
    }

    private static void build(Builds builds, String version, String start, String flow) throws Exception {
        build(builds, version, start, flow, "");
    }

    /** @param before what its key flow does before that */
    private static void build(Builds builds, String version, String start, String flow, String before)
            throws Exception {
        var scripts = Map.of("start.sh", SQL + '"' + start + '"', "flow.sh", before + SQL + '"' + flow + '"');
        builds.build(version, Behaviour.GOOD, scripts, List.of("DATABASE_URL"));
    }

    private void write(Path folder, Path catalog) throws Exception {
        var keys = AgeKeys.make();
        keys.write(folder.resolve("identity"));
        Files.createDirectories(folder.resolve("backups"));
        Files.writeString(folder.resolve("password"), Cluster.PASSWORD + "\n");
        Files.writeString(catalog.resolve("secret"), Place.SECRET);
        Files.writeString(
                catalog.resolve("pier.env"),
                "DATABASE_URL=postgresql://shop_app:" + APP + "@127.0.0.1:"
                        + cluster().port() + "/shop\n");
        var text =
                """
                service: pier
                artifacts: artifacts
                repository: source
                trustedKeys: [{id: build, file: build.pem, owner: build@pier.invalid}]
                command: ['%s', -Xmx16m, -Xshare:auto, -XX:TieredStopAtLevel=1, -XX:+UseSerialGC, -cp, ., App, '{port}']
                health: /health
                keyFlows:
                  - {name: Order, method: POST, path: /flow, expect: {status: 200, within: PT5S}}
                environments:
                """
                        .formatted(Path.of(System.getProperty("java.home"), "bin", "java"));
        var yaml = text + place().yaml().indent(2).replaceAll("(?m)^  ", "");
        var restorer = "restore: {host: 127.0.0.1, port: " + cluster().port()
                + ", passwordFile: ../password, user: slipway_restorer}";
        Files.writeString(
                catalog.resolve("pier.yaml"),
                DatabaseText.into(yaml, cluster().port(), keys.recipient(), "")
                        .replace("{name: shop,", "{name: shop, " + restorer + ","));
    }

    private static String[] settings(Path catalog) {
        var settings = new ArrayList<>(List.of("--slipway.catalog=" + catalog));
        for (var i = 0; i < PEOPLE.size(); i++) {
            var id = name(PEOPLE.get(i));
            settings.add("--slipway.people[%d].id=%s".formatted(i, id));
            settings.add("--slipway.people[%d].email=%s@pier.invalid".formatted(i, id));
            settings.add(
                    "--slipway.people[%d].groups=%s".formatted(i, PEOPLE.get(i).split(" ")[1]));
            settings.add(
                    "--slipway.people[%d].password-hash=%s".formatted(i, BCrypt.hashpw("of " + id, BCrypt.gensalt(4))));
        }
        return settings.toArray(String[]::new);
    }

    /** Asks for a release, has it approved by both who have to, and returns its id. */
    private String release(String version) throws Exception {
        var answer = slipway()
                .ask(
                        "maria",
                        "POST",
                        "/engine-rest/process-definition/key/release/start",
                        RunningSlipway.body(Map.of(
                                "service", "pier",
                                "version", version,
                                "environment", "staging",
                                "changeSummary", "Version " + version,
                                "businessImpact", "Orders have words",
                                "dataRollback", "What is new is not read by the version before",
                                "requestedClass", "high")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var id = JSON.readTree(answer.body()).path("id").asText();
        for (var person : List.of("dana database-architect", "oskar orchestrator")) {
            complete(
                    name(person),
                    task(id, "Task_ApproveRelease", person.split(" ")[1]),
                    Map.of("approvalDecision", "approve", "approvalReason", "It was looked at"));
        }
        return id;
    }

    private void complete(String person, String task, Map<String, String> answer) throws Exception {
        var done =
                slipway().ask(person, "POST", "/engine-rest/task/" + task + "/complete", RunningSlipway.body(answer));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
    }

    /** The id of the task of a group, once it is there; what stopped it instead is what the failure says. */
    private String task(String process, String kind, String group) throws Exception {
        var found = new String[] {""};
        var key = slipway()
                .read("/history/process-instance/" + process)
                .path("businessKey")
                .asText();
        RunningSlipway.await(kind + " of " + group, PATIENCE, () -> {
            for (var task : slipway()
                    .read("/task?maxResults=50&candidateGroup=" + group + "&processInstanceBusinessKey=" + key)) {
                if (task.path("taskDefinitionKey").asText().equals(kind)) {
                    found[0] = task.path("id").asText();
                } else if (kind.equals("Task_ApproveRelease")) {
                    throw new IllegalStateException("It stopped: " + open(process));
                }
            }
            return !found[0].isEmpty();
        });
        return found[0];
    }

    private List<String> open(String process) throws Exception {
        return StreamSupport.stream(slipway().findings(process).spliterator(), false)
                .filter(finding -> !finding.path("verdict").asText().equals("pass"))
                .map(JsonNode::toString)
                .toList();
    }

    private JsonNode finding(String process, String topic) throws Exception {
        for (var finding : slipway().findings(process)) {
            if (finding.path("topic").asText().equals(topic)) {
                return finding;
            }
        }
        throw new AssertionError(
                "There is no finding of " + topic + ": " + slipway().findings(process));
    }

    private void order(int times) throws Exception {
        for (var i = 0; i < times; i++) {
            var answer = HTTP.send(
                    HttpRequest.newBuilder(place().users().resolve("/flow"))
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    private String serving() throws Exception {
        var answer = HTTP.send(HttpRequest.newBuilder(place().users()).build(), BodyHandlers.discarding());
        return answer.headers().firstValue("X-Version").orElse("nobody");
    }

    private Map<String, String> orders(String database, String column) throws Exception {
        var rows = new HashMap<String, String>();
        for (var row : cluster().ask(database, "SELECT id || ' ' || " + column + " FROM orders")) {
            rows.put(row.split(" ", 2)[0], row.split(" ", 2)[1]);
        }
        return rows;
    }

    @Test
    @Order(1)
    void theFirstMakesItsTables() throws Exception {
        assertThat(slipway().outcome(release("1.0.0"))).isEqualTo("confirmed");
        assertThat(visitors().unanswered()).as("before there was anybody").isNotEmpty();
        order(4);
    }

    @Test
    @Order(2)
    @Tag("BACK-2")
    void whatOnlyAddsGoesBackWithoutItsData() throws Exception {
        var id = release("1.1.0");
        assertThat(slipway().outcome(id)).isEqualTo("confirmed");
        assertThat(finding(id, "check-rollback-plan").path("facts").path("mode").asText())
                .isEqualTo("image-only");
        order(6);
        assertThat(cluster().ask("shop", "SELECT count(*) FROM orders WHERE note = 'new'"))
                .as("users' six, and those of the key flow's checks")
                .first()
                .satisfies(rows -> assertThat(Integer.parseInt(rows)).isGreaterThanOrEqualTo(6));
    }

    @Test
    @Order(3)
    void whatRenamesGoesBackWithTheDatabaseAndSaysSoBefore() throws Exception {
        var id = release("1.2.0");
        assertThat(slipway().outcome(id)).isEqualTo("confirmed");
        assertThat(finding(id, "check-rollback-plan").path("facts").path("mode").asText())
                .isEqualTo("image-and-restore");
        confirmed = id;
    }

    /** There and back, database and all; nobody is asked, because nobody gives anything up. */
    @Test
    @Order(4)
    @Tag("ROLL-4")
    void itsRollbackIsRehearsedWithTheDatabaseWhichComesBackWithEveryRow() throws Exception {
        order(3);
        var before = orders("shop", "words");
        var number = cluster().ask("postgres", "SELECT oid FROM pg_database WHERE datname = 'shop'");
        var started = slipway()
                .ask(
                        "otto",
                        "POST",
                        "/engine-rest/process-definition/key/rehearse-rollback/start",
                        RunningSlipway.body(Map.of("service", "pier", "environment", "staging")));
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        var id = JSON.readTree(started.body()).path("id").asText();
        RunningSlipway.await(
                "the version before serves", PATIENCE, () -> serving().equals("1.1.0"));

        assertThat(slipway().outcome(id)).as(open(id).toString()).isEqualTo("rehearsed");
        assertThat(slipway().reached(id)).contains("Task_RehearseRestore", "Task_ReturnDatabase");
        assertThat(finding(id, "rehearse-restore")
                        .path("facts")
                        .path("restoredWithin")
                        .asText())
                .startsWith("PT");
        assertThat(serving()).isEqualTo("1.2.0");
        assertThat(cluster().ask("postgres", "SELECT oid FROM pg_database WHERE datname = 'shop'"))
                .as("it is the very one")
                .isEqualTo(number);
        assertThat(orders("shop", "words")).containsAllEntriesOf(before);
        order(1);
        assertThat(cluster().ask("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'slipway_aside%'"))
                .isEmpty();
    }

    @Test
    @Order(5)
    @Tag("ROLL-2")
    @Tag("NOT-4")
    void theLossThatIsShownIsWhatWasWrittenSince() throws Exception {
        var backup = finding(confirmed, "prove-restore").path("facts");
        order(25);
        cluster()
                .sql(
                        "shop",
                        "UPDATE orders SET words = 'changed' WHERE id <= 3",
                        "DELETE FROM orders WHERE id IN (4, 5)");
        var now = orders("shop", "words");
        var rowsOfTheBackup = Integer.parseInt(backup.path("rows").asText());
        // ids come in their order, and nobody but the key flow's checks and the users here writes
        var written = now.keySet().stream()
                        .mapToInt(Integer::parseInt)
                        .filter(row -> row > rowsOfTheBackup)
                        .count()
                + 3
                + 2;
        assertThat(written).isGreaterThanOrEqualTo(30);

        var rollback = slipway()
                .ask(
                        "otto",
                        "POST",
                        "/engine-rest/process-definition/key/roll-back-release/start",
                        RunningSlipway.body(Map.of(
                                "service", "pier",
                                "environment", "staging",
                                "rolledBackVersion", "1.2.0",
                                "rollbackReason", "Nobody finds the remarks any more")));
        assertThat(rollback.statusCode()).as(rollback.body()).isEqualTo(200);
        var id = JSON.readTree(rollback.body()).path("id").asText();
        var task = task(id, "Task_ResolveStop", "orchestrator");
        var loss = finding(id, "measure-data-loss");
        assertThat(loss.path("facts").path("rows").asText()).isEqualTo(Long.toString(written));
        assertThat(loss.path("why").asText()).contains("public.orders", "words");
        assertThat(serving()).as("until somebody decides").isEqualTo("1.2.0");
        assertThat(orders("shop", "words")).isEqualTo(now);

        complete("oskar", task, Map.of("stopDecision", "restore", "acceptedLoss", Long.toString(written)));

        assertThat(slipway().outcome(id)).as(open(id).toString()).isEqualTo("rolled-back");
        assertThat(serving()).isEqualTo("1.1.0");
        assertThat(visitors().unanswered()).as("since there is anybody").isEmpty();
        var back = orders("shop", "remark");
        assertThat(back).containsEntry("1", "an order").containsKeys("4", "5");
        var aside =
                finding(id, "restore-database").path("facts").path("setAside").asText();
        assertThat(orders(aside, "words")).as("nothing of it is gone").isEqualTo(now);
        order(1);
    }

    /** Every order goes through, as before: only its log says that something is wrong with them. */
    @Test
    @Order(6)
    @Tag("VERI-2")
    @Tag("CONF-2")
    void aNewStackTraceAtNoMoreErrorsIsTakenBack() throws Exception {
        var id = release("1.2.1");
        assertThat(slipway().outcome(id)).isEqualTo("rolled-back");
        assertThat(serving()).isEqualTo("1.1.0");
        assertThat(finding(id, "judge-traffic").path("verdict").asText()).isEqualTo("pass");
        var logs = finding(id, "check-logs");
        assertThat(logs.path("verdict").asText()).isEqualTo("fail");
        assertThat(logs.path("why").asText())
                .contains("1 kind of stack traces", "0 kinds of errors")
                .doesNotContain("no words");
        assertThat(visitors().unanswered()).isEmpty();
    }
}
