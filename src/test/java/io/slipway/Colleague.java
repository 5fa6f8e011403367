package io.slipway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.contract.ChecklistItem;
import java.io.IOException;
import java.util.HashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A backend-specialist who attests whatever is open of a checklist, so that tests about something else need not. A server
 * that is away meanwhile is waited for.
 */
public final class Colleague implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAUSE_MILLIS = 300;
    private static final String ASKED =
            "/engine-rest/task?maxResults=100&taskDefinitionKey=Task_ApproveRelease&candidateGroup=backend-specialist";

    private final RunningSlipway server;
    private final String person;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean resting;

    /** @param person whose password the server's fixture knows */
    public Colleague(RunningSlipway server, String person) {
        this.server = server;
        this.person = person;
        clock.scheduleWithFixedDelay(this::attest, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Leaves what is asked to others. */
    public void rest() {
        resting = true;
    }

    public void goOn() {
        resting = false;
    }

    private void attest() {
        if (resting) {
            return;
        }
        try {
            var asked = server.ask(person, "GET", ASKED, null);
            if (asked.statusCode() == 200) {
                for (var task : JSON.readTree(asked.body())) {
                    attest(task.path("id").asText());
                }
            }
        } catch (IOException serverIsAway) {
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attest(String task) throws IOException, InterruptedException {
        var open = server.ask(person, "GET", "/engine-rest/task/" + task + "/variables/openItems", null);
        if (open.statusCode() != 200) {
            return;
        }
        var items = JSON.readTree(open.body()).path("value");
        var answer = new HashMap<String, String>();
        answer.put("approvalDecision", "approve");
        for (var item : ChecklistItem.named(items.asText())) {
            answer.put(item.note().name(), person + " looked, and it is as it should be");
        }
        server.ask(person, "POST", "/engine-rest/task/" + task + "/complete", RunningSlipway.body(answer));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
