package io.slipway.worker;

import io.slipway.contract.ErrorCode;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.client.variable.ClientValues;
import org.jspecify.annotations.Nullable;

/** Puts what a worker answered or threw into what the engine is told. */
final class AnswerWriter {

    private static final Set<String> AS_JSON =
            Set.of(Variable.FINDINGS.name(), Variable.INSTANCES.name(), Variable.COUNTED.name());
    /** The engine keeps 666 characters of a message. */
    private static final int LONGEST_MESSAGE = 600;

    private static final int LONGEST_DETAILS = 20_000;

    private final WorkerSettings settings;
    private final InstantSource clock;

    AnswerWriter(WorkerSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Answer done(Job job, Outcome outcome) {
        return new Answer.Done(variables(job, outcome));
    }

    /** A stop leaves a finding, so that whoever has to decide reads why. */
    Answer stop(Job job, BusinessStop stop) {
        var finding = Finding.fail(rule(stop.code()), text(stop), Map.of());
        return new Answer.Stop(
                stop.code().id(),
                cut(text(stop), LONGEST_MESSAGE),
                variables(job, Outcome.done().and(finding)));
    }

    /**
     * The last one is a stop where the model has an answer to it, without a finding: it says nothing of the release.
     *
     * @param retries how many retries the engine says are left; null at the first attempt
     */
    Answer retry(RetryableFailure failure, @Nullable Integer retries) {
        var left = retries == null ? settings.retryPauses().size() : Math.max(retries - 1, 0);
        if (left == 0 && failure.otherwise().isPresent()) {
            return new Answer.Stop(failure.otherwise().get().id(), cut(text(failure), LONGEST_MESSAGE), Map.of());
        }
        return failed(failure, left, left == 0 ? Duration.ZERO : settings.pauseBefore(left));
    }

    /** A bug: no retry can help, a person has to look. */
    Answer bug(Throwable thrown) {
        return failed(thrown, 0, Duration.ZERO);
    }

    private Map<String, @Nullable Object> variables(Job job, Outcome outcome) {
        var variables = new HashMap<String, @Nullable Object>();
        outcome.variables().forEach((name, value) -> variables.put(name, typed(name, value)));
        if (!outcome.findings().isEmpty()) {
            Instant now = clock.instant();
            variables.put(
                    Variable.FINDINGS.name(),
                    typed(Variable.FINDINGS.name(), Findings.write(job, outcome.findings(), now)));
        }
        return variables;
    }

    /** JSON gets its own type: as a text the engine would keep no more than 4,000 characters of it. */
    private static @Nullable Object typed(String name, @Nullable Object value) {
        return value instanceof String text && AS_JSON.contains(name) ? ClientValues.jsonValue(text) : value;
    }

    private static Rule rule(ErrorCode code) {
        return switch (code) {
            case NOT_PREPARED -> Rule.CLASS_6;
            case NOT_APPROVED -> Rule.ROLE_1;
            case NOT_BACKED_UP -> Rule.GATE_1;
            case NOT_PERMITTED -> Rule.NOT_3;
            case BEHAVES_UNEXPECTEDLY -> Rule.GATE_5;
            case ROLLBACK_FAILED -> Rule.ROLL_1;
            case NOT_TOLD -> Rule.AUTH_7;
        };
    }

    private static Answer failed(Throwable thrown, int retries, Duration pause) {
        var trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return new Answer.Failed(
                cut(text(thrown), LONGEST_MESSAGE), cut(trace.toString(), LONGEST_DETAILS), retries, pause);
    }

    private static String text(Throwable thrown) {
        var known = thrown instanceof BusinessStop || thrown instanceof RetryableFailure;
        var message = thrown.getMessage();
        return known && message != null ? message : thrown.toString();
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    /** The same for a result that the engine does not accept. */
    static Answer refused(List<String> lines) {
        return new Answer.Failed(
                cut(String.join(" ", lines), LONGEST_MESSAGE), String.join("\n", lines), 0, Duration.ZERO);
    }
}
