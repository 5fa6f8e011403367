package io.slipway.engine.release;

import io.slipway.contract.Variable;
import io.slipway.permit.Leases;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What a release leaves behind: the confirmed version if it was confirmed, and in any case a free environment. */
@Component
@Profile("!worker")
class ReleaseEnding {

    private final Leases leases;

    ReleaseEnding(Leases leases) {
        this.leases = leases;
    }

    /** At the end event <i>Release confirmed</i>, the only one that makes a version confirmed. */
    void confirm(DelegateExecution release) {
        leases.confirm(
                release.getProcessInstanceId(),
                text(release, Variable.VERSION),
                text(release, Variable.ARTIFACT_DIGEST));
    }

    /** At every end, cancellation and deletion included. */
    void leave(DelegateExecution release) {
        leases.leave(release.getProcessInstanceId());
    }

    private static String text(DelegateExecution release, Variable<String> variable) {
        if (release.getVariable(variable.name()) instanceof String text) {
            return text;
        }
        throw new IllegalStateException(
                "The release " + release.getProcessBusinessKey() + " has no " + variable.name());
    }
}
