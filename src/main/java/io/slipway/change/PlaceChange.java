package io.slipway.change;

import io.slipway.catalog.Service;
import io.slipway.contract.ChangeKind;
import io.slipway.contract.Place;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a release changes of its target by the catalog, whatever its sources are.
 *
 * @param here the target and the traffic, as the catalog describes them now
 * @param before the same when what is there was confirmed; empty: nobody knows
 * @param difference between them; null: nothing is confirmed there yet
 */
record PlaceChange(Place here, Optional<Place> before, @Nullable PlaceDifference difference) {

    static PlaceChange of(Service service, Job job) {
        var here = service.place(job.get(Variable.ENVIRONMENT));
        var confirmed = job.find(Variable.CONFIRMED_VERSION);
        var before = job.find(Variable.CONFIRMED_PLACE).map(Place::read);
        return new PlaceChange(
                here,
                before,
                confirmed.isEmpty()
                        ? null
                        : before.map(place -> PlaceDifference.between(place, here, confirmed.get()))
                                .orElseGet(() -> PlaceDifference.unknown(confirmed.get())));
    }

    Set<ChangeKind> kinds() {
        return difference == null ? Set.of() : difference.kinds();
    }

    /** For people; empty if nothing changes. */
    String inWords() {
        return difference == null ? "" : difference.inWords();
    }

    /** The same, saying what changes, and of what that was found out: the server compares it with its catalog and the evidence. */
    Outcome answer(Outcome outcome) {
        var answer = outcome.with(Variable.TARGET_CHANGES, inWords().isEmpty() ? "" : ": " + inWords())
                .with(Variable.PLACE_DIGEST, here.digest());
        return before.map(place -> answer.with(Variable.CONFIRMED_PLACE_DIGEST, place.digest()))
                .orElse(answer);
    }
}
