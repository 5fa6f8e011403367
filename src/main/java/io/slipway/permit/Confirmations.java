package io.slipway.permit;

import io.slipway.contract.Place;
import io.slipway.contract.Variable;
import io.slipway.evidence.EvidenceLog;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * What is confirmed in an environment, as the evidence proves it. The table only says which release to look at: whoever
 * alters it makes nothing confirmed.
 */
@Component
@Profile("!worker")
public class Confirmations {

    private final Leases leases;
    private final EvidenceLog evidence;

    Confirmations(Leases leases, EvidenceLog evidence) {
        this.leases = leases;
        this.evidence = evidence;
    }

    /** Empty: nothing is, or no evidence proves it. */
    public Optional<Confirmation> of(String service, String environment) {
        return leases.confirmedBy(service, environment).flatMap(release -> by(release, service, environment));
    }

    /**
     * Where what is confirmed was planned for, as the catalog described it then; empty: nothing is confirmed, or no evidence
     * says where.
     */
    public Optional<Place> place(String service, String environment) {
        return leases.confirmedBy(service, environment).flatMap(release -> place(release, service, environment));
    }

    /** The same of what was confirmed when a release took its environment. */
    public Optional<Place> placeBefore(ReleaseRecord release) {
        return release.confirmedBy()
                .flatMap(by -> place(
                        by,
                        release.asked(Variable.SERVICE.name()).orElse(""),
                        release.asked(Variable.ENVIRONMENT.name()).orElse("")));
    }

    private Optional<Place> place(String release, String service, String environment) {
        var record = new ReleaseRecord(evidence.proofs(release));
        return record.endedConfirmed(service, environment)
                .flatMap(confirmed -> record.plan())
                .flatMap(Plan::place);
    }

    /** That this release confirmed something there; empty: it did not, or no evidence proves it. */
    Optional<Confirmation> by(String release, String service, String environment) {
        return new ReleaseRecord(evidence.proofs(release)).endedConfirmed(service, environment);
    }
}
