package io.slipway.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.worker.Job;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * What people are told.
 *
 * @param id the same at each attempt to tell it
 * @param release its key
 * @param version {@code (none)} if there is none
 * @param kind which news, as the model names it
 * @param text a sentence without its full stop
 * @param reasons what did not pass, a sentence each
 * @param undelivered whom it could not be told to, with their addresses, and why; empty if that is not the news
 * @param recipients e-mail addresses of whoever it is for
 */
record News(
        String id,
        String release,
        String service,
        String version,
        String environment,
        String kind,
        String text,
        List<String> reasons,
        String undelivered,
        List<String> recipients) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> TEXTS = Map.of(
            "stop-reached", "has stopped and waits for a decision",
            "stop-waits", "still waits for a decision about its stop",
            "stop-untold",
                    "has stopped and waits for a decision, and not everybody who may decide could be told: tell them",
            "stop-overdue", "has waited for half of its time; without a decision it is given up",
            "approval-needed", "waits for an approval",
            "approval-waits", "still waits for an approval",
            "approval-untold", "waits for an approval, and not everybody who may approve could be told: tell them",
            "approval-overdue", "has waited for half of its time; without an approval it stops");

    static News of(Job job) {
        var kind = job.get(Variable.NEWS);
        var service = job.get(Variable.SERVICE);
        var version = job.find(Variable.VERSION).orElse("(none)");
        var environment = job.get(Variable.ENVIRONMENT);
        return new News(
                job.id(),
                job.businessKey(),
                service,
                version,
                environment,
                kind,
                "Release %s (%s %s to %s) %s"
                        .formatted(job.businessKey(), service, version, environment, TEXTS.getOrDefault(kind, kind)),
                reasons(job.find(Variable.FINDINGS).orElse("[]")),
                kind.endsWith("-untold") ? job.find(Variable.UNDELIVERED).orElse("") : "",
                Arrays.stream(job.find(Variable.RECIPIENTS).orElse("").split(","))
                        .filter(address -> !address.isBlank())
                        .toList());
    }

    private static List<String> reasons(String findings) {
        try {
            return StreamSupport.stream(JSON.readTree(findings).spliterator(), false)
                    .filter(finding -> !finding.path("verdict").asText().equals(Verdict.PASS.id()))
                    .map(News::reason)
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of("What was found cannot be read: " + e.getOriginalMessage());
        }
    }

    private static String reason(JsonNode finding) {
        return finding.path("rule").asText() + " " + finding.path("verdict").asText() + ": "
                + finding.path("why").asText();
    }
}
