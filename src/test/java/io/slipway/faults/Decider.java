package io.slipway.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.RunningSlipway;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Oskar, who approves every plan and has every stop checked again, and writes down what was acknowledged. */
final class Decider implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NO_CONTENT = 204;
    private static final int PAUSE_MILLIS = 300;
    private static final Map<String, Map<String, String>> ANSWERS = Map.of(
            "Task_ApproveRelease",
            Map.of("approvalDecision", "approve", "approvalReason", "It is only a pier"),
            "Task_ResolveStop",
            Map.of("stopDecision", "re-check", "stopReason", "Look again"));

    private final RunningSlipway server;
    private final Ledger ledger;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    Decider(World world) {
        this.server = world.server();
        this.ledger = world.ledger();
        clock.scheduleWithFixedDelay(this::decide, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void decide() {
        try {
            var tasks =
                    server.ask("oskar", "GET", "/engine-rest/task?maxResults=100&candidateGroup=orchestrator", null);
            if (tasks.statusCode() == 200) {
                for (var task : JSON.readTree(tasks.body())) {
                    answer(task);
                }
            }
        } catch (IOException serverIsAway) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(JsonNode task) throws IOException, InterruptedException {
        var kind = task.path("taskDefinitionKey").asText();
        var answer = ANSWERS.get(kind);
        if (answer == null) {
            return;
        }
        var id = task.path("id").asText();
        var done = server.ask("oskar", "POST", "/engine-rest/task/" + id + "/complete", RunningSlipway.body(answer));
        if (done.statusCode() == NO_CONTENT) {
            ledger.decided(id, kind);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
