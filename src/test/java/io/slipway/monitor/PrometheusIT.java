package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slipway.RunningSlipway;
import io.slipway.SmallCatalog;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import io.slipway.target.Harbour;
import io.slipway.target.Version;
import io.slipway.worker.Returns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What monitoring by a real Prometheus and a real Alertmanager says of real instances, and what it says when one part after the
 * other is gone.
 */
@Tag("GATE-2")
@Tag("MON-5")
@Tag("ANTI-5")
class PrometheusIT {

    private static final String SKIPPED = "PrometheusIT is skipped: Debian's packages prometheus and"
            + " prometheus-alertmanager are not here. .ci/run installs them";
    private static final List<Rule> ALL = List.of(Rule.GATE_2, Rule.MON_5, Rule.CHECK_4, Rule.ANTI_5);

    private static final String WORKERS = "the secret of the workers of this test";
    private static final String ALERTS = "the secret of the Alertmanager of this test";

    private static Path folder;
    private static RunningSlipway slipway;
    private static Harbour harbour;
    private static Version confirmed;
    private static Tower tower;
    private static Process prometheus;
    private static Process alertmanager;

    @BeforeAll
    static void open(@TempDir Path temporary) throws Exception {
        var here = Files.isExecutable(Tower.PROMETHEUS) && Files.isExecutable(Tower.ALERTMANAGER);
        if (!here) {
            System.out.println(SKIPPED);
        }
        assumeTrue(here, SKIPPED);
        folder = temporary;
        harbour = new Harbour(folder);
        show(0, 0, 0);
        confirmed = harbour.build("1.0.0", "good");
        harbour.run(confirmed, "a");
        harbour.run(confirmed, "b");
        var addresses = harbour.target().running().stream()
                .map(instance -> instance.address())
                .toList();
        slipway = new RunningSlipway(
                Files.createDirectory(folder.resolve("slipway")),
                "--slipway.worker.slots=0",
                "--slipway.worker.secret=" + WORKERS,
                "--slipway.alerts.secret-file=" + Files.writeString(folder.resolve("alerts"), ALERTS + "\n"),
                "--slipway.catalog=" + SmallCatalog.write(folder.resolve("small"), 1));
        slipway.start();
        tower = new Tower(folder.resolve("tower"), addresses);
        tower.route(route());
        alertmanager = tower.startAlertmanager();
        prometheus = tower.startPrometheus();
    }

    @AfterAll
    static void close() throws Exception {
        if (tower != null) {
            tower.close();
        }
        if (slipway != null) {
            slipway.close();
        }
        if (harbour != null) {
            harbour.close();
        }
    }

    /** What a test before left behind. */
    @BeforeEach
    void beQuiet() throws Exception {
        show(0, 0, 0);
    }

    /** What the instances show from now on; never half of it. */
    private static void show(int errors, int slowPayments, int fullStore) throws Exception {
        var fresh = folder.resolve("metrics.new");
        Files.writeString(
                fresh,
                "shop_errors " + errors + "\nshop_latency 0.1\nmemory 1e6\npayments_slow " + slowPayments
                        + "\nstore_full " + fullStore + "\n");
        Files.move(fresh, harbour.metrics(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String settings() {
        return MonitorsTest.PROMETHEUS
                .replace("http://127.0.0.1:9090", tower.url())
                .replace("http://127.0.0.1:9093", tower.alertmanager())
                .replace("alerts: {service: shop}", "alerts: {service: shop}, dependsOn: [{service: payments}]");
    }

    private static Watch watch(String settings) throws Exception {
        return Watch.over(
                harbour, folder.resolve("watched"), settings, confirmed, Returns.at(slipway.address(), WORKERS));
    }

    /** What docs/catalog.md says that Alertmanager's configuration needs, for this Slipway. */
    private static String route() throws IOException {
        var documented = Files.readString(Path.of("docs/catalog.md"))
                .replaceAll("(?s).*```yaml\n# alertmanager.yml\n(.*?)```.*", "$1");
        var url = "https://slipway.example.org/api/alerts";
        var secret = "/etc/alertmanager/slipway-secret";
        assertThat(documented).contains(url, secret);
        return documented
                .replace(url, slipway.address() + "/api/alerts")
                .replace(secret, folder.resolve("alerts").toString());
    }

    /** Starts Alertmanager anew, with another configuration. */
    private static void route(String configuration) throws Exception {
        Tower.kill(alertmanager);
        tower.route(configuration);
        alertmanager = tower.startAlertmanager();
    }

    /** With this configuration nothing but the way of alerts is wrong. */
    private static void assertLost(String configuration) throws Exception {
        route(configuration);
        watch(settings().replace("alerts: {", "alertPathWithin: PT1S, alerts: {"))
                .await(
                        Rule.GATE_2,
                        Verdict.FAIL,
                        "cannot be relied on: Alertmanager at " + tower.alertmanager()
                                + " took the alert SlipwayAlertPath, and it did not come back within 1.0 s");
    }

    private static void assertAllPass() throws Exception {
        var watch = watch(settings());
        for (var rule : ALL) {
            watch.await(rule, Verdict.PASS, "");
        }
    }

    @Test
    void whatIsWatchedAndQuietPasses() throws Exception {
        assertAllPass();
        assertThat(watch(settings()).of(Rule.MON_5).facts())
                .hasSize(8)
                .allSatisfy((signal, value) -> assertThat(signal + value).containsPattern("127.0.0.1:[0-9]+[0-9.E]+"));
    }

    @Test
    void anAlertOfSlipwaysOwnComesBackThroughAlertmanager() throws Exception {
        assertAllPass();
        var fact = watch(settings()).of(Rule.GATE_2).facts().get("alert path");
        assertThat(fact).matches("came back after [0-9]{1,2}\\.[0-9]+ s, at 20.*Z");
    }

    @Test
    void anAlertThatIsNotDeliveredStops() throws Exception {
        assertAllPass();
        assertLost(route().replace("SlipwayAlertPath", "SlipwayAlertPaht"));
        assertLost(route().replace("group_wait: 0s", "group_wait: 30s"));
        assertLost(route().replace(slipway.address().toString(), "http://127.0.0.1:" + Tower.freePort()));
        var another = Files.writeString(folder.resolve("another"), "not the secret of this Alertmanager");
        assertLost(route().replace(folder.resolve("alerts").toString(), another.toString()));
        route(route());
        assertAllPass();
    }

    /** Alertmanager tells those of one group together, and the next ones minutes later. */
    @Test
    void alertsThatAreToldTogetherComeBackOnceOnly() throws Exception {
        assertLost(route().replaceAll(" *group_by: .*\n", ""));
        route(route());
        assertAllPass();
    }

    @Test
    void aSlipwayThatIsGoneLeavesUnknownWhetherAlertsComeBack() throws Exception {
        assertAllPass();
        slipway.kill();
        watch(settings().replace("alerts: {", "alertPathWithin: PT1S, alerts: {"))
                .await(Rule.GATE_2, Verdict.UNKNOWN, "whether an alert that Alertmanager took comes back is not known");
        slipway.start();
        assertAllPass();
    }

    @Test
    void anAlertOfTheServiceOrOfWhatItDependsOnStopsUntilItIsOver() throws Exception {
        assertAllPass();
        show(6, 0, 0);
        var watch = watch(settings());
        assertThat(watch.await(Rule.ANTI_5, Verdict.FAIL, "ManyErrors").why()).contains("many errors", "check again");
        show(0, 1, 0);
        watch.await(Rule.ANTI_5, Verdict.FAIL, "SlowPayments");
        show(0, 0, 1);
        watch.await(Rule.ANTI_5, Verdict.PASS, "No alert fires");
        assertThat(watch.of(Rule.GATE_2).facts()).as("others' alerts").containsEntry("alerts there", "3");
        show(0, 0, 0);
    }

    @Test
    void aSilenceCountsOnlyIfSomebodyElseMadeItWithAReasonAndAnEnd() throws Exception {
        show(6, 0, 0);
        var watch = watch(settings());
        watch.await(Rule.ANTI_5, Verdict.FAIL, "ManyErrors");
        var soon = Instant.now().plus(Duration.ofHours(1));
        for (var bad : List.of(
                tower.silence("ManyErrors", "maria@x.org", "the shop is being cleaned", now(), soon.toString()),
                tower.silence("ManyErrors", "eva@x.org", "the shop is being cleaned", now(), soon.toString()),
                tower.silence("ManyErrors", "ops@x.org", "n/a", now(), soon.toString()),
                tower.silence("ManyErrors", "ops@x.org", "the shop is being cleaned", now(), "2099-01-01T00:00:00Z"))) {
            watch.await(Rule.ANTI_5, Verdict.FAIL, bad + " of");
            tower.speak(bad);
        }
        var good = tower.silence("ManyErrors", "ops@x.org", "the shop is being cleaned", now(), soon.toString());
        assertThat(watch.await(Rule.ANTI_5, Verdict.PASS, "somebody else")
                        .facts()
                        .toString())
                .contains(good, "ops@x.org", "the shop is being cleaned");
        tower.speak(good);
        watch.await(Rule.ANTI_5, Verdict.FAIL, "ManyErrors");
        show(0, 0, 0);
        watch.await(Rule.ANTI_5, Verdict.PASS, "No alert fires");
    }

    private static String now() {
        return Instant.now().toString();
    }

    /** Nothing found is not nothing wrong. */
    @Test
    void aMisspeltMetricIsNoSignal() throws Exception {
        assertAllPass();
        var watch = watch(settings().replace("query: shop_errors", "query: shop_eerrors"));
        watch.await(Rule.MON_5, Verdict.FAIL, "no fresh signal of errors");
        watch.await(Rule.CHECK_4, Verdict.FAIL, "no fresh signal of errors");
        watch(settings().replace("query: shop_latency", "query: 1 / (shop_latency * 0)"))
                .await(Rule.MON_5, Verdict.FAIL, "no fresh signal of performance");
    }

    /** As docs/catalog.md shows it: no error and no request is a value, too. */
    @Test
    void whatHasNoErrorsAndNoRequestsIsWatchedAllTheSame() throws Exception {
        assertAllPass();
        var documented = Files.readString(Path.of("docs/catalog.md"));
        var watching = settings();
        for (var signal : List.of("errors", "performance")) {
            var query = documented.replaceAll("(?s).*category: " + signal + ", query: ('[^\\n]*')}.*", "$1");
            assertThat(query).contains(" or 0 * ");
            watching = watching.replaceFirst(
                    "(category: " + signal + ", query: )[^}]*", "$1" + Matcher.quoteReplacement(query));
        }
        watch(watching).await(Rule.MON_5, Verdict.PASS, "");
    }

    @Test
    void aQueryThatIsNoneIsNoSignal() throws Exception {
        watch(settings().replace("query: shop_errors", "query: '((('"))
                .await(Rule.MON_5, Verdict.UNKNOWN, "answered 400");
    }

    @Test
    void aRuleThatCannotBeEvaluatedStops() throws Exception {
        watch(settings().replace("alerts: {service: shop}", "alerts: {service: broken}"))
                .await(Rule.GATE_2, Verdict.FAIL, "the rule of alert 'Wrong' is err");
    }

    @Test
    void aServiceThatNoRuleIsAboutStops() throws Exception {
        assertAllPass();
        for (var missing : List.of(
                settings().replace("alerts: {service: shop}", "alerts: {service: shpo}"),
                settings().replace("{service: payments}", "{service: payment}"))) {
            watch(missing).await(Rule.GATE_2, Verdict.FAIL, "so none would ever fire");
        }
    }

    @Test
    void anAlertThatDoesNotAlwaysFireProvesNothing() throws Exception {
        watch(settings().replace("alertname: Watchdog", "alertname: ManyErrors"))
                .await(Rule.GATE_2, Verdict.FAIL, "which should always fire, does not fire in Prometheus");
    }

    /** Another Prometheus' alert of the same name gets there, this one's does not. */
    @Test
    void theAlertThatAlwaysFiresHasToBeThisPrometheusOwn() throws Exception {
        var port = Tower.freePort();
        var shared = tower.startAlertmanager(port);
        Tower.tell(port, "Watchdog");
        watch(settings().replace(tower.alertmanager(), "http://127.0.0.1:" + port))
                .await(Rule.GATE_2, Verdict.FAIL, "no alert gets there");
        Tower.kill(shared);
    }

    @Test
    void anExporterThatIsGoneStops() throws Exception {
        assertAllPass();
        Files.delete(harbour.metrics());
        var watch = watch(settings());
        watch.await(Rule.GATE_2, Verdict.FAIL, "Prometheus has nothing fresh of");
        watch.await(Rule.MON_5, Verdict.FAIL, "no fresh signal of availability");
        show(0, 0, 0);
        assertAllPass();
    }

    @Test
    void aPrometheusThatIsGoneStops() throws Exception {
        assertAllPass();
        Tower.kill(prometheus);
        for (var rule : ALL) {
            watch(settings()).await(rule, Verdict.UNKNOWN, "Prometheus at " + tower.url());
        }
        prometheus = tower.startPrometheus();
        assertAllPass();
    }

    @Test
    void anAlertmanagerThatIsGoneStops() throws Exception {
        assertAllPass();
        Tower.kill(alertmanager);
        for (var rule : ALL) {
            watch(settings()).await(rule, Verdict.UNKNOWN, "Alertmanager at " + tower.alertmanager());
        }
        alertmanager = tower.startAlertmanager();
        assertAllPass();
    }

    /** It answers, and knows of no alert, because none gets there. */
    @Test
    void anAlertmanagerThatNothingArrivesAtStops() throws Exception {
        var port = Tower.freePort();
        var deaf = tower.startAlertmanager(port);
        watch(settings().replace(tower.alertmanager(), "http://127.0.0.1:" + port))
                .await(Rule.GATE_2, Verdict.FAIL, "no alert gets there");
        Tower.kill(deaf);
    }

    @Test
    void anAlertThatAlwaysFiresHasToBeHeardAgainAndAgain() throws Exception {
        assertAllPass();
        watch(settings().replace("{alertname: Watchdog}}", "{alertname: Watchdog}, oldest: PT0.001S}"))
                .await(Rule.GATE_2, Verdict.FAIL, "which always fires");
    }
}
