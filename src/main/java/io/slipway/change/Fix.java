package io.slipway.change;

import io.slipway.catalog.Service;
import io.slipway.contract.Finding;
import io.slipway.contract.Placeholder;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.worker.Job;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a version that mends something in production names its root-cause analysis (ANTI-6). That it mends something is no
 * word of whoever asks: the last release that had an effect there did not end well, or commits say so.
 */
final class Fix {

    private static final String NONE = "none";
    private static final String HOW = "Name its root-cause analysis: what broke, why, and how it is known. Say it in"
            + " 'Resolve stop' together with 'Re-check'";

    private Fix() {}

    static Finding look(Service service, Job job) {
        var environment = job.get(Variable.ENVIRONMENT);
        if (!service.environment(environment).isProduction()) {
            return Finding.pass(
                    Rule.ANTI_6,
                    "By the catalog " + environment + " is no production: what mends something may be tried there"
                            + " without a root-cause analysis",
                    Map.of("production", "false"));
        }
        var analysis = job.find(Variable.ROOT_CAUSE).filter(words -> !Placeholder.is(words));
        var trouble = job.find(Variable.TROUBLED_RELEASE)
                .map(release -> release + ", the last release with an effect here, ended "
                        + job.find(Variable.TROUBLED_END).orElse("unknown"));
        var facts = new TreeMap<String, String>();
        facts.put("trouble", trouble.orElse(NONE));
        facts.put("analysis", analysis.orElse(NONE));
        try {
            var commits = commits(service, job);
            facts.put("fix", commits.orElse(NONE));
            var signs = trouble.map(
                            last -> commits.map(some -> last + "; " + some).orElse(last))
                    .or(() -> commits);
            return judge(job, signs, analysis, facts);
        } catch (IOException e) {
            facts.put("fix", "not known");
            return analysis.isPresent() || trouble.isPresent()
                    ? judge(job, trouble, analysis, facts)
                    : Finding.unknown(
                            Rule.ANTI_6,
                            "It is not known whether it mends something: " + e.getMessage()
                                    + ". Mend that, and check again. " + HOW,
                            facts);
        }
    }

    private static Finding judge(
            Job job, Optional<String> signs, Optional<String> analysis, Map<String, String> facts) {
        if (analysis.isPresent()) {
            return Finding.pass(
                    Rule.ANTI_6,
                    "It is a fix" + signs.map(some -> " (" + some + ")").orElse(", as is said")
                            + ", and its root-cause analysis is named: " + analysis.get(),
                    facts);
        }
        return signs.map(some -> Finding.fail(Rule.ANTI_6, "It is a fix: " + some + ". " + HOW, facts))
                .orElseGet(() -> Finding.pass(
                        Rule.ANTI_6,
                        "It is no fix: nothing went wrong here last, and "
                                + (job.find(Variable.CONFIRMED_VERSION).isPresent()
                                        ? "no commit since the confirmed version says that it mends something"
                                        : "there is no version yet that it could mend"),
                        facts));
    }

    /** What commits say; empty: nothing. */
    private static Optional<String> commits(Service service, Job job) throws IOException {
        if (job.find(Variable.CONFIRMED_VERSION).isEmpty()) {
            return Optional.empty();
        }
        var commit = Facts.of(service, job.get(Variable.VERSION))
                .attestedCommit()
                .orElseThrow(() -> new IOException("the commit of the artifact is attested by nobody"));
        var since = Change.confirmedCommit(service, job);
        var found = FixCommits.between(Sources.holding(service, commit), commit, since);
        return found.isEmpty() ? Optional.empty() : Optional.of("commit " + found.inWords());
    }
}
