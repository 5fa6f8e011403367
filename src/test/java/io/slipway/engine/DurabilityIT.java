package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.RunningSlipway;
import io.slipway.SmallCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * What was acknowledged is there after {@code kill -9}: a lost completion would mean deploying twice.
 *
 * <p>Over 150 lines, because the control has to do the same as what it controls.
 */
class DurabilityIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROUNDS = 3;
    private static final int A_ROUND = 16;
    private static final String SECRET = "a-secret-of-the-workers-0123456789";

    private Path folder;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
    }

    private final Set<String> started = new ConcurrentSkipListSet<>();
    private final Set<String> completed = new ConcurrentSkipListSet<>();
    private final Set<String> lost = new TreeSet<>();

    private RunningSlipway slipway(String... more) throws IOException {
        var settings = new ArrayList<>(List.of(
                "--slipway.worker.slots=0",
                "--slipway.worker.secret=" + SECRET,
                "--slipway.catalog=" + SmallCatalog.write(folder.resolve("catalog"), ROUNDS * A_ROUND),
                "--slipway.people[0].id=maria",
                "--slipway.people[0].groups=release-manager",
                "--slipway.people[0].password-hash=" + BCrypt.hashpw("of maria", BCrypt.gensalt(4))));
        settings.addAll(List.of(more));
        var slipway =
                new RunningSlipway(Files.createDirectory(folder.resolve("data")), settings.toArray(String[]::new));
        slipway.knowPassword("maria", "of maria");
        slipway.knowPassword("slipway-worker", SECRET);
        return slipway;
    }

    /** The control: if these kills lost nothing either, the test below would prove nothing. */
    @Test
    @Tag("PHASE-0")
    void withTheDefaultWriteDelayTheSameKillsLoseWhatWasAcknowledged() throws Exception {
        var url = "jdbc:h2:file:" + folder.resolve("data/slipway") + ";DB_CLOSE_ON_EXIT=FALSE";
        try (var slipway = slipway("--spring.datasource.url=" + url)) {
            for (var round = 0; round < ROUNDS && lost.isEmpty(); round++) {
                slipway.start();
                work(slipway, round * A_ROUND);
                slipway.kill();
                // the signed heads would tell at once that the chain is shorter than it was, and nothing would start
                Files.deleteIfExists(folder.resolve("data/heads.log"));
                slipway.start();
                noteWhatIsLost(slipway);
                slipway.kill();
            }
        }
        System.out.println("Without WRITE_DELAY=0, of " + (started.size() + completed.size()) + " acknowledged, lost: "
                + lost.size());
        assertThat(lost).isNotEmpty();
    }

    @Test
    @Tag("PHASE-0")
    void whatWasAcknowledgedSurvives() throws Exception {
        try (var slipway = slipway()) {
            for (var round = 0; round < ROUNDS; round++) {
                slipway.start();
                if (round > 0) {
                    allIsThere(slipway);
                }
                work(slipway, round * A_ROUND);
                slipway.kill();
            }
            slipway.start();
            assertThat(started).hasSizeGreaterThanOrEqualTo(ROUNDS * A_ROUND / 2);
            assertThat(completed).hasSizeGreaterThanOrEqualTo(ROUNDS * A_ROUND / 2);
            allIsThere(slipway);
        }
    }

    /** Two start releases, two complete their first tasks, all at once; it returns with the last acknowledgement. */
    private void work(RunningSlipway slipway, int first) throws Exception {
        var pool = Executors.newFixedThreadPool(4);
        try {
            var half = A_ROUND / 2;
            var all = new ArrayList<Future<?>>();
            all.add(pool.submit(() -> start(slipway, first, first + half)));
            all.add(pool.submit(() -> start(slipway, first + half, first + A_ROUND)));
            all.add(pool.submit(() -> complete(slipway, "crew-1", half)));
            all.add(pool.submit(() -> complete(slipway, "crew-2", half)));
            for (var one : all) {
                one.get(1, TimeUnit.MINUTES);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private @Nullable Void start(RunningSlipway slipway, int from, int to) throws IOException, InterruptedException {
        for (var i = from; i < to; i++) {
            var answer = slipway.ask(
                    "maria",
                    "POST",
                    "/engine-rest/process-definition/key/release/start",
                    RunningSlipway.body(Map.of(
                            "service", "tool",
                            "version", "1.0.0",
                            "environment", "e" + i,
                            "changeSummary", "a new tool",
                            "businessImpact", "nobody notices")));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            started.add(JSON.readTree(answer.body()).path("id").asText());
        }
        return null;
    }

    private @Nullable Void complete(RunningSlipway slipway, String crew, int most)
            throws IOException, InterruptedException {
        for (var done = 0; done < most; ) {
            var fetch = "{\"workerId\": \"" + crew + "\", \"maxTasks\": 1, \"asyncResponseTimeout\": 5000,"
                    + " \"topics\": [{\"topicName\": \"collect-facts\", \"lockDuration\": 60000}]}";
            var fetched = post(slipway, "fetchAndLock", fetch);
            if (fetched.isEmpty()) {
                return null;
            }
            var task = fetched.path(0).path("id").asText();
            post(slipway, task + "/complete", "{\"workerId\": \"" + crew + "\"}");
            completed.add(task);
            done++;
        }
        return null;
    }

    private static JsonNode post(RunningSlipway slipway, String path, String body)
            throws IOException, InterruptedException {
        var answer = slipway.ask("slipway-worker", "POST", "/engine-rest/external-task/" + path, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
        return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
    }

    private void allIsThere(RunningSlipway slipway) throws IOException, InterruptedException {
        assertThat(ids(slipway, "/process-instance?processDefinitionKey=release&maxResults=1000", "id"))
                .containsAll(started);
        assertThat(ids(slipway, "/external-task?maxResults=1000", "id")).doesNotContainAnyElementsOf(completed);
        assertThat(ids(slipway, "/history/external-task-log?successLog=true&maxResults=1000", "externalTaskId"))
                .containsAll(completed);
    }

    private void noteWhatIsLost(RunningSlipway slipway) throws IOException, InterruptedException {
        lost.addAll(started);
        lost.removeAll(ids(slipway, "/process-instance?processDefinitionKey=release&maxResults=1000", "id"));
        var undone = new TreeSet<>(completed);
        undone.removeAll(ids(slipway, "/history/external-task-log?successLog=true&maxResults=1000", "externalTaskId"));
        lost.addAll(undone);
    }

    private static Set<String> ids(RunningSlipway slipway, String path, String field)
            throws IOException, InterruptedException {
        var answer = slipway.ask("maria", "GET", "/engine-rest" + path, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var ids = new TreeSet<String>();
        JSON.readTree(answer.body()).forEach(one -> ids.add(one.path(field).asText()));
        return ids;
    }
}
