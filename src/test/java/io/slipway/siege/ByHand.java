package io.slipway.siege;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.RunningSlipway;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A release to production whose last worker's task waits, and somebody who wants to do it by hand. */
final class ByHand {

    private static final String WORKER = "by-hand";

    private final Siege siege;
    private final String release;

    /** Starts the release, and waits until the task does. */
    ByHand(Siege siege) throws Exception {
        this.siege = siege;
        this.release = siege.start("maria", "1.1.0", "production", "");
        RunningSlipway.await("it waits to be confirmed", Duration.ofMinutes(2), this::waits);
    }

    /** Takes the task, asks for the permit that it needs, completes it; returns the first answer that is no success. */
    HttpResponse<String> attempt(String person) throws Exception {
        var taken = siege.ask(
                person,
                "POST",
                "/external-task/fetchAndLock",
                "{\"workerId\": \"" + WORKER + "\", \"maxTasks\": 1, \"topics\": [{\"topicName\": \""
                        + Siege.UNATTENDED.id() + "\", \"lockDuration\": 60000}]}");
        if (taken.statusCode() != 200) {
            return taken;
        }
        var task = Siege.JSON.readTree(taken.body()).path(0);
        var question = JsonNodeFactory.instance.objectNode();
        question.put("task", task.path("id").asText()).put("worker", WORKER);
        question.putObject("goal")
                .put(
                        "version",
                        task.path("variables").path("version").path("value").asText())
                .put(
                        "digest",
                        task.path("variables")
                                .path("artifactDigest")
                                .path("value")
                                .asText());
        var permit = siege.ask(person, "POST", "/api/permits", question.toString());
        if (permit.statusCode() != 200) {
            return permit;
        }
        return siege.ask(
                person,
                "POST",
                "/external-task/" + task.path("id").asText() + "/complete",
                "{\"workerId\": \"" + WORKER + "\"}");
    }

    /** Whether the task is still there, and nobody's. */
    boolean waits() throws Exception {
        return siege.count("act_ru_ext_task WHERE worker_id_ IS NULL AND topic_name_ = '" + Siege.UNATTENDED.id() + "'")
                == 1;
    }

    /** Whether the release ended as if a worker had confirmed it. */
    boolean isConfirmed() throws Exception {
        return siege.count("slipway_evidence WHERE kind = 'end' AND content LIKE '%\"outcome\":\"confirmed\"%'"
                        + " AND release_key = '" + release + "'")
                == 1;
    }
}
