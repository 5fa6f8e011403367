package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.probe.HealthProbe;
import io.slipway.target.Harbour;
import io.slipway.target.Version;
import io.slipway.worker.Job;
import io.slipway.worker.ReturnedAlerts;
import io.slipway.worker.Returns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The real check, on the real instances of a harbour. */
final class Watch {

    static final String WHOSE =
            """
            [{"rule": "ROLE-5", "verdict": "pass", "facts": {"authors": "dev@x.org, eva@x.org", "signers": "build@x.org"}}]
            """;

    private final Catalog catalog;
    private final Monitors monitors;
    private final @Nullable Version confirmed;

    private Watch(Catalog catalog, @Nullable Version confirmed, ReturnedAlerts returned) {
        this.catalog = catalog;
        this.confirmed = confirmed;
        this.monitors = monitors(catalog, returned);
    }

    /** All kinds that there are. */
    static Monitors monitors(Catalog catalog, ReturnedAlerts returned) {
        return new Monitors(
                catalog,
                List.of(new DirectMonitor.Direct(new HealthProbe()), new PrometheusMonitor.Prometheus(returned)));
    }

    /**
     * A check of a harbour whose catalog says this of monitoring.
     *
     * @param folder a free one, beside which the harbour's folders are
     */
    static Watch over(Harbour harbour, Path folder, String monitoring, @Nullable Version confirmed) throws Exception {
        return over(harbour, folder, monitoring, confirmed, Returns.unasked());
    }

    /** The same, where alerts come back. */
    static Watch over(
            Harbour harbour, Path folder, String monitoring, @Nullable Version confirmed, ReturnedAlerts returned)
            throws Exception {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("shop.yaml"),
                harbour.yaml("process").replace("monitoring: {kind: direct}", "monitoring: " + monitoring));
        return new Watch(Catalog.read(folder), confirmed, returned);
    }

    /** What it finds of a rule, for a release of maria's. */
    Finding of(Rule rule) throws Exception {
        return of(rule, "maria@x.org", WHOSE);
    }

    Finding of(Rule rule, @Nullable String starter, String findings) throws Exception {
        var variables = new HashMap<String, @Nullable Object>(
                Map.of("service", "shop", "environment", "staging", "findings", findings));
        variables.put(Variable.STARTER.name(), starter);
        variables.put(Variable.CONFIRMED_DIGEST.name(), confirmed == null ? null : confirmed.digest());
        var outcome = new CheckMonitoring(catalog, monitors).work(new Job("1", "shop-1", variables, Granting.none()));
        assertThat(outcome.variables().get("confirmedDigest"))
                .as("what the server compares with the lease")
                .isEqualTo(variables.get("confirmedDigest"));
        return outcome.findings().stream()
                .filter(finding -> finding.rule() == rule)
                .findFirst()
                .orElseThrow();
    }

    /** What is found while these have users, in a phase. */
    List<Finding> during(List<Instance> instances, String phase) throws Exception {
        var variables = new HashMap<String, @Nullable Object>(Map.of(
                "service",
                "shop",
                "environment",
                "staging",
                "findings",
                WHOSE,
                "starter",
                "maria@x.org",
                "phase",
                phase,
                "instances",
                Instance.write(instances)));
        var outcome = new WatchMonitoring(monitors).work(new Job("1", "shop-1", variables, Granting.none()));
        assertThat(outcome.variables()).containsOnlyKeys("watchVerdict");
        assertThat(outcome.variables())
                .containsEntry(
                        "watchVerdict",
                        outcome.findings().isEmpty()
                                ? "pass"
                                : outcome.findings().get(0).verdict().id());
        return outcome.findings();
    }

    /** Waits until it finds that, and says what it found. */
    Finding await(Rule rule, Verdict verdict, String why) {
        var seen = new Finding[1];
        Awaitility.await(rule.id() + " is " + verdict.id() + ": " + why)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    seen[0] = of(rule);
                    return seen[0].verdict() == verdict && seen[0].why().contains(why);
                });
        return seen[0];
    }
}
