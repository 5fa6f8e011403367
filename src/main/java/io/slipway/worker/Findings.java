package io.slipway.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Finding;
import io.slipway.contract.Variable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What a worker sends as the variable {@link Variable#FINDINGS}: a JSON list of what it found itself. Slipway puts it to what
 * the release has.
 */
final class Findings {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Findings() {}

    /** The findings of a job, with the phase that they belong to. */
    static String write(Job job, List<Finding> findings, Instant at) {
        var phase = job.find(Variable.PHASE).orElse("");
        var list = JSON.createArrayNode();
        findings.forEach(finding -> list.add(node(finding, phase, at)));
        return list.toString();
    }

    private static ObjectNode node(Finding finding, String phase, Instant at) {
        ObjectNode node = JSON.valueToTree(finding);
        node.put("phase", phase);
        node.put("at", at.truncatedTo(ChronoUnit.MILLIS).toString());
        return node;
    }
}
