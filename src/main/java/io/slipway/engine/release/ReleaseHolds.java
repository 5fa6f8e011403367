package io.slipway.engine.release;

import io.slipway.contract.ReleaseEnd;
import io.slipway.contract.Variable;
import io.slipway.permit.Hold;
import io.slipway.permit.Holds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Lets what comes next wait for a person after a rollback, and everything after one that failed. */
@Component
@Profile("!worker")
class ReleaseHolds {

    private static final Logger LOG = LoggerFactory.getLogger("slipway.news");

    private final Holds holds;

    ReleaseHolds(Holds holds) {
        this.holds = holds;
    }

    /** At every end. */
    void ended(DelegateExecution release) {
        if (!release.isCanceled() && ReleaseEnd.ROLLED_BACK.id().equals(release.getVariable(Variable.OUTCOME.name()))) {
            hold(release, Hold.Reach.AUTOMATION);
        }
    }

    /** Where a rollback is given up, whoever called it. */
    void failed(DelegateExecution rollback) {
        hold(rollback, Hold.Reach.EVERYTHING);
    }

    private void hold(DelegateExecution release, Hold.Reach reach) {
        var service = text(release, Variable.SERVICE);
        var environment = text(release, Variable.ENVIRONMENT);
        holds.hold(service, environment, reach, release.getProcessBusinessKey());
        LOG.warn(
                "{}: {}; see Holds in docs/running.md",
                release.getProcessBusinessKey(),
                reach == Hold.Reach.EVERYTHING
                        ? "its rollback failed, which is an incident: nothing more is released to " + environment
                                + " until an orchestrator has lifted the hold"
                        : "it was rolled back, so automation for " + service + " holds until a person has lifted that");
    }

    private static String text(DelegateExecution release, Variable<String> variable) {
        return String.valueOf(release.getVariable(variable.name()));
    }
}
