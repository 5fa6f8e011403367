package io.slipway.change;

import io.slipway.artifact.Manifest;
import io.slipway.catalog.Service;
import io.slipway.contract.ChangeKind;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What changes with a version against the one that is there.
 *
 * @param kinds what {@code classify-change} decides from: names of {@link ChangeKind}, in the order of the alphabet
 */
record Change(String kinds, Finding finding) {

    static Change of(Service service, Facts facts, PlaceChange place, Job job) {
        return ofSources(service, facts, job).and(place);
    }

    private static Change ofSources(Service service, Facts facts, Job job) {
        if (!facts.areClear()) {
            return unclear(facts, facts.problem());
        }
        try {
            return of(facts, job, difference(service, facts, job));
        } catch (IOException e) {
            return unclear(facts, String.valueOf(e.getMessage()));
        }
    }

    private static Change of(Facts facts, Job job, Difference difference) {
        var measured = new TreeMap<>(facts.measured());
        measured.putAll(difference.measured());
        if (!difference.isEmpty()) {
            return new Change(
                    difference.kinds(),
                    Finding.pass(Rule.CLASS_1, "By the sources, this changes: " + difference.inWords(), measured));
        }
        if (job.find(Variable.CONFIRMED_DIGEST).equals(Optional.ofNullable(facts.digest()))) {
            return new Change(
                    ChangeKind.NOTHING.id(),
                    Finding.pass(Rule.CLASS_1, "It is the confirmed version once more: no source changes", measured));
        }
        return unclear(facts, "the sources are the same as the confirmed version's, but the artifact is another one");
    }

    private static Difference difference(Service service, Facts facts, Job job) throws IOException {
        var commit = facts.attestedCommit().orElseThrow(() -> new IOException("the commit is attested by nobody"));
        var repository = Sources.holding(service, commit);
        var kinds = new PathKinds(service.changeKinds());
        return job.find(Variable.CONFIRMED_VERSION).isEmpty()
                ? Difference.of(repository, commit, null, kinds)
                : Difference.of(repository, commit, confirmedCommit(service, job), kinds);
    }

    /**
     * The commit of the version that is there now.
     *
     * @throws IOException if it cannot be told any more
     */
    static String confirmedCommit(Service service, Job job) throws IOException {
        var artifact = service.artifact(job.get(Variable.CONFIRMED_VERSION));
        return Manifest.ofConfirmed(artifact, job.find(Variable.CONFIRMED_DIGEST))
                .commit();
    }

    private Change and(PlaceChange place) {
        if (place.kinds().isEmpty()) {
            return this;
        }
        var all = new TreeSet<>(List.of(kinds.split(", ")));
        all.remove(ChangeKind.NOTHING.id());
        place.kinds().forEach(kind -> all.add(kind.id()));
        var measured = new TreeMap<>(finding.facts());
        measured.put("catalog", place.inWords());
        return new Change(
                String.join(", ", all),
                Finding.pass(
                        place.kinds().contains(ChangeKind.UNCLEAR) ? Rule.CLASS_6 : finding.rule(),
                        finding.why() + ". By the catalog: " + place.inWords(),
                        measured));
    }

    private static Change unclear(Facts facts, String why) {
        return new Change(
                ChangeKind.UNCLEAR.id(),
                Finding.pass(
                        Rule.CLASS_6,
                        "The facts are unclear, so the change is classified high: " + why,
                        facts.measured()));
    }
}
