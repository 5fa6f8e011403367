package io.slipway.permit;

import io.slipway.contract.ReleaseEnd;
import io.slipway.evidence.EndedReleases;
import io.slipway.evidence.EvidenceLog;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What went wrong in an environment last, as the evidence proves it. */
@Component
@Profile("!worker")
public class Troubles {

    private final EndedReleases ended;
    private final EvidenceLog evidence;

    Troubles(EndedReleases ended, EvidenceLog evidence) {
        this.ended = ended;
        this.evidence = evidence;
    }

    private record Ended(String release, String end) {}

    /**
     * The last release that had an effect there, if it was rolled back, stopped or deleted. One that was withdrawn says
     * nothing of how things are, so the one before it counts.
     */
    public Optional<Trouble> last(String service, String environment) {
        return ended.of(service, environment).stream()
                .flatMap(release -> new ReleaseRecord(evidence.proofs(release))
                        .endedWithEffect(service, environment).stream().map(end -> new Ended(release, end)))
                .filter(last -> !last.end().equals(ReleaseEnd.WITHDRAWN.id()))
                .findFirst()
                .filter(last -> !last.end().equals(ReleaseEnd.CONFIRMED.id()))
                .map(last -> new Trouble(last.release(), last.end()));
    }
}
