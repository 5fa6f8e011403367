package io.slipway.change;

import io.slipway.catalog.Remote;
import io.slipway.catalog.Service;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * Whether a version goes forward in the history that everybody shares: it is on the production branch, the branch was not
 * rewritten since it was seen last, and the confirmed version is part of it (ANTI-3).
 */
final class History {

    private final Path clone;
    private final Remote remote;
    private final String commit;
    private final @Nullable String confirmed;

    private History(Path clone, Remote remote, String commit, @Nullable String confirmed) {
        this.clone = clone;
        this.remote = remote;
        this.commit = commit;
        this.confirmed = confirmed;
    }

    static Finding look(Service service, Job job) {
        var environment = job.get(Variable.ENVIRONMENT);
        if (!service.environment(environment).isProduction()) {
            return Finding.pass(
                    Rule.ANTI_3,
                    "By the catalog " + environment + " is no production: it takes versions of any branch",
                    Map.of("production", "false"));
        }
        try {
            return of(service, job).look();
        } catch (IOException e) {
            return Finding.unknown(
                    Rule.ANTI_3,
                    "It is not known whether the version is on an unforced production branch: " + e.getMessage()
                            + ". Mend that, and check again",
                    Map.of());
        }
    }

    private static History of(Service service, Job job) throws IOException {
        var clone = service.repository();
        var remote = service.remote();
        if (clone == null || remote == null) {
            throw new IOException("the catalog names no remote of " + service.service());
        }
        var facts = Facts.of(service, job.get(Variable.VERSION));
        var collected = job.find(Variable.ARTIFACT_DIGEST);
        if (!collected.equals(Optional.ofNullable(facts.digest()))) {
            throw new IOException("the artifact changed while it was being checked: its SHA-256 was "
                    + collected.orElse("unknown") + ", now it is " + facts.digest());
        }
        var commit = facts.attestedCommit()
                .orElseThrow(() -> new IOException("the commit of the artifact is attested by nobody"));
        var confirmed = job.find(Variable.CONFIRMED_VERSION).isEmpty() ? null : Change.confirmedCommit(service, job);
        return new History(clone, remote, commit, confirmed);
    }

    private Finding look() throws IOException {
        var seen = new RemoteBranches(clone, remote).production();
        var branch = "the production branch '" + remote.productionBranch() + "' of " + remote.url();
        var problems = new ArrayList<String>();
        if (seen.rewritten()) {
            problems.add(branch + " was rewritten: it was at " + before(seen)
                    + ", which it does not hold any more. Find out by whom, and push what was there again");
        }
        if (!isPartOf(commit, seen.head().name())) {
            problems.add("commit " + commit + " is not on " + branch + ". Merge it, and build the version from there");
        }
        if (confirmed != null && !isPartOf(confirmed, commit)) {
            problems.add("the confirmed version's commit " + confirmed
                    + " is not part of it: what is in production would be undone. Build a version on top of it");
        }
        var facts = facts(seen);
        return problems.isEmpty()
                ? Finding.pass(
                        Rule.ANTI_3,
                        "The version is on " + branch + ", which was not rewritten, and goes on from what is confirmed",
                        facts)
                : Finding.fail(Rule.ANTI_3, "The history does not go on: " + String.join("; ", problems), facts);
    }

    private boolean isPartOf(String part, String whole) throws IOException {
        try (var git = Sources.open(clone);
                var walk = new RevWalk(git)) {
            var commit = Sources.find(walk, part);
            var tip = Sources.find(walk, whole);
            // the clone has everything of the production branch: what is not here is not part of it
            return commit != null && tip != null && walk.isMergedInto(commit, tip);
        }
    }

    private Map<String, String> facts(RemoteBranches.Seen seen) {
        var facts = new TreeMap<String, String>();
        facts.put("branch", remote.productionBranch());
        facts.put("head", seen.head().name());
        facts.put("commit", commit);
        facts.put("confirmed", confirmed == null ? "nothing" : confirmed);
        facts.put("head before", before(seen));
        return facts;
    }

    private static String before(RemoteBranches.Seen seen) {
        var before = seen.before();
        return before == null ? "never seen" : before.name();
    }
}
