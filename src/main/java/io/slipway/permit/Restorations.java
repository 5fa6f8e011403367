package io.slipway.permit;

import io.slipway.evidence.EvidenceLog;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What rollbacks put back of databases, from the evidence alone. */
@Component
@Profile("!worker")
public class Restorations {

    private final EvidenceLog evidence;
    private final Returns returns;

    Restorations(EvidenceLog evidence, Returns returns) {
        this.evidence = evidence;
        this.returns = returns;
    }

    /**
     * What is put back where this release, or rollback of a confirmed one, brings its environment back; empty: nothing was
     * planned, or nothing that is proven could be.
     */
    public Optional<Restoration> of(ReleaseRecord rollback) {
        return released(rollback).flatMap(Restoration::of);
    }

    /** Whether the plan says that something is put back there, whatever is proven of it. */
    public boolean isPlanned(ReleaseRecord rollback) {
        return released(rollback)
                .flatMap(ReleaseRecord::plan)
                .filter(Plan::restores)
                .isPresent();
    }

    /** What a rollback of this confirmed release puts back; empty: nothing was planned, or nothing that is proven could be. */
    public Optional<Restoration> ofConfirmed(String release) {
        return Restoration.of(new ReleaseRecord(evidence.proofs(release)));
    }

    /** Whether a rollback of this confirmed release puts something back, whatever is proven of it. */
    public boolean isPlanned(String release) {
        return isPlanned(new ReleaseRecord(evidence.proofs(release)));
    }

    /** Whether it does, and there is none that is proven: then nobody can rehearse it either. */
    public boolean isMissing(String release) {
        return isPlanned(release) && ofConfirmed(release).isEmpty();
    }

    /** What is being taken back. */
    private Optional<ReleaseRecord> released(ReleaseRecord rollback) {
        return rollback.undoes().isEmpty()
                ? Optional.of(rollback)
                : returns.of(rollback)
                        .map(back ->
                                new ReleaseRecord(evidence.proofs(back.undone().release())));
    }
}
