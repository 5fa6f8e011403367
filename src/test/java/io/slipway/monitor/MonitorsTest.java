package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.catalog.CatalogException;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import io.slipway.target.Harbour;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Monitoring that could not stop anything stops the start. */
@Tag("MON-5")
class MonitorsTest {

    static final String PROMETHEUS =
            """
            {kind: prometheus, url: "http://127.0.0.1:9090", alertmanager: "http://127.0.0.1:9093",
             signals: [{name: up, category: availability, query: 'up{job="shop"}'},
                       {name: errors, category: errors, query: shop_errors},
                       {name: latency, category: performance, query: shop_latency},
                       {name: memory, category: resources, query: memory}],
             alerts: {service: shop}, heartbeat: {labels: {alertname: Watchdog}}}
            """
                    .replace("\n", " ");

    private Path folder;
    private Harbour harbour;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        this.folder = folder;
        this.harbour = new Harbour(folder);
    }

    private void assertRefused(String monitoring, String... why) {
        assertThatThrownBy(() -> Watch.over(harbour, folder.resolve("watched"), monitoring, null))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("monitoring")
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(why));
    }

    @Test
    void knowTheKindsThatThereAre() throws Exception {
        assertThat(Watch.over(harbour, folder.resolve("watched"), "{kind: direct}", null))
                .isNotNull();
        assertThat(Watch.over(harbour, folder.resolve("watched"), PROMETHEUS, null))
                .isNotNull();
    }

    /** Before the first release there is not even a folder. */
    @Test
    @Tag("ANTI-5")
    void lookWhereNothingIsYet() throws Exception {
        var watch = Watch.over(harbour, folder.resolve("watched"), "{kind: direct}", null);
        assertThat(harbour.root()).doesNotExist();
        assertThat(watch.of(Rule.ANTI_5).verdict()).isEqualTo(Verdict.PASS);
        assertThat(watch.of(Rule.GATE_2).facts().get("disk")).matches("[0-9]{1,15} bytes left");
    }

    @Test
    void refuseAKindThatNobodyKnows() {
        assertRefused(
                "{kind: nagios}",
                "The monitoring of shop in staging is of the unknown kind 'nagios'; known: [direct, prometheus]");
        assertRefused("{kind: direct, every: PT1S}", "every");
    }

    @Test
    void refuseACategoryWithoutASignal() {
        for (var category : Category.values()) {
            var other = category == Category.ERRORS ? Category.RESOURCES : Category.ERRORS;
            assertRefused(
                    PROMETHEUS.replace("category: " + category.id(), "category: " + other.id()),
                    "none of the category '" + category.id() + "'");
        }
        assertRefused(PROMETHEUS.replace("category: errors", "category: mistakes"), "'mistakes' is no category");
    }

    @Test
    void refuseWhatWouldMatchEverythingOrNothing() {
        assertRefused(PROMETHEUS.replace("alerts: {service: shop}", "alerts: {}"), "'alerts' names at least one label");
        assertRefused(
                PROMETHEUS.replace("alerts: {service: shop}", "alerts: {service: shop}, dependsOn: [{}]"),
                "'dependsOn'");
        assertRefused(PROMETHEUS.replace("{alertname: Watchdog}", "{}"), "'heartbeat.labels'");
        assertRefused(PROMETHEUS.replace("{alertname: Watchdog}", "{severity: none}"), "'heartbeat.labels'");
        assertRefused(
                PROMETHEUS.replace("{alertname: Watchdog}", "{alertname: Watchdog, service: shop}"),
                "would always stop");
        assertRefused(PROMETHEUS.replace("name: errors", "name: up"), "'up' twice");
        assertRefused(PROMETHEUS.replace("query: memory", "query: ''"), "a query");
    }

    @Test
    @Tag("GATE-2")
    void refuseAWayOfAlertsThatCouldNotBeWaitedForOrIsTakenForAnother() {
        for (var within : List.of("PT0S", "PT0.9S", "-PT5S", "PT15.1S", "PT1H")) {
            assertRefused(
                    PROMETHEUS.replace("alerts: {", "alertPathWithin: " + within + ", alerts: {"),
                    "'alertPathWithin' is from PT1S to PT15S");
        }
        for (var own : List.of(
                PROMETHEUS.replace("alertname: Watchdog", "alertname: SlipwayAlertPath"),
                PROMETHEUS.replace("{service: shop}", "{alertname: SlipwayAlertPath}"),
                PROMETHEUS.replace("alerts: {", "dependsOn: [{alertname: SlipwayAlertPath}], alerts: {"))) {
            assertRefused(own, "the alert SlipwayAlertPath is Slipway's own");
        }
    }

    @Test
    @Tag("SEC-1")
    void refuseToAskOverTheNetworkInTheClear() {
        assertRefused(PROMETHEUS.replace("http://127.0.0.1:9090", "http://192.0.2.1:9090"), "without encryption");
        assertRefused(PROMETHEUS.replace("http://127.0.0.1:9093", "http://192.0.2.1:9093"), "without encryption");
        assertRefused(PROMETHEUS.replace("http://127.0.0.1:9090", "ftp://127.0.0.1"), "http or https");
        assertRefused(PROMETHEUS.replace("http://127.0.0.1:9090", "http://127.0.0.1:9090/"), "no slash");
    }

    @Test
    @Tag("SEC-1")
    void askOverTheNetworkWithEncryption() throws Exception {
        var remote = PROMETHEUS.replace("http://127.0.0.1:9090", "https://prometheus.example.org");
        assertThat(Watch.over(harbour, folder.resolve("watched"), remote, null)).isNotNull();
    }
}
