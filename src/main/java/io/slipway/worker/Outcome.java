package io.slipway.worker;

import io.slipway.contract.Finding;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a worker answers: variables for the process, and findings for people.
 *
 * @param variables by name; a null value is written as null
 */
public record Outcome(Map<String, @Nullable Object> variables, List<Finding> findings) {

    public Outcome {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        findings = List.copyOf(findings);
    }

    /** The work is done, and there is nothing to say about it. */
    public static Outcome done() {
        return new Outcome(Map.of(), List.of());
    }

    /**
     * The answer of a check: the worst of the findings becomes the value of the verdict variable (fail before unknown
     * before pass). No finding at all is unknown.
     */
    public static Outcome found(Variable<String> verdict, List<Finding> findings) {
        return new Outcome(Map.of(), findings).with(verdict, worst(findings).id());
    }

    /** The same with one more variable. */
    public <T> Outcome with(Variable<T> variable, @Nullable T value) {
        var more = new LinkedHashMap<String, @Nullable Object>(variables);
        more.put(variable.name(), value);
        return new Outcome(more, findings);
    }

    /** The same with one more finding. */
    public Outcome and(Finding finding) {
        var more = new ArrayList<>(findings);
        more.add(finding);
        return new Outcome(variables, more);
    }

    /**
     * The same, saying which confirmed version was looked at, if any: whoever altered that variable for a moment is found
     * out, because the server compares it with the lease.
     */
    public Outcome comparedWithConfirmed(Job job) {
        return job.find(Variable.CONFIRMED_DIGEST)
                .map(digest -> with(Variable.CONFIRMED_DIGEST, digest))
                .orElse(this);
    }

    private static Verdict worst(List<Finding> findings) {
        if (findings.stream().anyMatch(f -> f.verdict() == Verdict.FAIL)) {
            return Verdict.FAIL;
        }
        if (findings.isEmpty() || findings.stream().anyMatch(f -> f.verdict() == Verdict.UNKNOWN)) {
            return Verdict.UNKNOWN;
        }
        return Verdict.PASS;
    }
}
