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

    /** What is put back where this release, or rollback of a confirmed one, brings its environment back; empty: nothing. */
    public Optional<Restoration> of(ReleaseRecord rollback) {
        if (rollback.undoes().isPresent()) {
            return returns.of(rollback).flatMap(back -> ofRelease(back.undone().release()));
        }
        return Restoration.of(rollback);
    }

    /** What a rollback of this release puts back; empty: nothing. */
    public Optional<Restoration> ofRelease(String release) {
        return Restoration.of(new ReleaseRecord(evidence.proofs(release)));
    }
}
