package io.slipway.change;

import io.slipway.artifact.Attestation;
import io.slipway.artifact.Attestations;
import io.slipway.catalog.Service;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import java.io.IOException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whose work a change is: who wrote it, and who signed for it. They are those who cannot approve it (ROLE-5). */
final class WhoseWork {

    private static final String AUTHORS = "authors";
    private static final String SIGNERS = "signers";
    private static final String SEPARATOR = ", ";

    private WhoseWork() {}

    /** Names everybody, or says why somebody may be missing. The facts {@code authors} and {@code signers} are there for a pass. */
    static Finding of(Service service, Facts facts, Job job) {
        try {
            var authors = authors(service, facts, job);
            var signers = signers(service, facts, job.get(Variable.VERSION));
            return Finding.pass(
                    Rule.ROLE_5,
                    "It is the work of " + authors.people().size() + " (commits) and " + signers.size()
                            + " (signatures); nobody of them approves it",
                    Map.of(
                            AUTHORS,
                            String.join(SEPARATOR, authors.people()),
                            SIGNERS,
                            String.join(SEPARATOR, signers),
                            "commits",
                            String.valueOf(authors.commits()),
                            "since",
                            authors.since() == null ? "the beginning" : authors.since()));
        } catch (IOException e) {
            return Finding.unknown(
                    Rule.ROLE_5,
                    "It is not known whose work this is, so nobody can approve it: " + e.getMessage(),
                    facts.measured());
        }
    }

    /** Whether a pass names this person. */
    static boolean isOf(Finding pass, String person) {
        return Stream.of(AUTHORS, SIGNERS)
                .flatMap(part -> Stream.of(pass.facts().getOrDefault(part, "").split(SEPARATOR)))
                .anyMatch(person::equals);
    }

    private static Authors authors(Service service, Facts facts, Job job) throws IOException {
        var commit = facts.attestedCommit()
                .orElseThrow(() ->
                        new IOException("the commit of the artifact is attested by nobody (" + facts.problem() + ")"));
        return Authors.of(Sources.holding(service, commit), commit, confirmedCommit(service, job));
    }

    /** The commit of the version that is there now; null if it cannot be told any more: then everything counts as new. */
    private static @Nullable String confirmedCommit(Service service, Job job) {
        if (job.find(Variable.CONFIRMED_VERSION).isEmpty()) {
            return null;
        }
        try {
            return Change.confirmedCommit(service, job);
        } catch (IOException gone) {
            return null;
        }
    }

    private static SortedSet<String> signers(Service service, Facts facts, String version) {
        var signers = new TreeSet<String>();
        for (var kind : Attestation.Kind.values()) {
            if (facts.digest() != null
                    && Attestations.read(kind, service.artifact(version), facts.digest(), service.trustedKeys())
                            instanceof Attestation.Verified verified) {
                signers.addAll(verified.owners());
            }
        }
        return signers;
    }
}
