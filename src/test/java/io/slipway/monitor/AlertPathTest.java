package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import io.slipway.monitor.Exchange.Answer;
import io.slipway.target.Harbour;
import io.slipway.worker.Returns;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An alert of Slipway's own goes to Alertmanager, and has to come back in time. */
@Tag("GATE-2")
class AlertPathTest {

    private static final String ROUTE = "it needs a route for alertname=SlipwayAlertPath with group_by [nonce] and"
            + " group_wait 0s to a webhook at /api/alerts of this Slipway";

    private static Path folder;
    private static Harbour harbour;

    private Exchange exchange;

    @BeforeAll
    static void build(@TempDir Path temporary) throws Exception {
        folder = temporary;
        harbour = new Harbour(folder);
    }

    @AfterAll
    static void tidy() throws Exception {
        harbour.close();
    }

    @BeforeEach
    void open() throws Exception {
        exchange = new Exchange();
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    private Watch watch(String within, URI server) throws Exception {
        var settings = MonitorsTest.PROMETHEUS
                .replace("http://127.0.0.1:9090", exchange.address().toString())
                .replace("http://127.0.0.1:9093", exchange.address().toString())
                .replace("alerts: {service: shop}", "alertPathWithin: " + within + ", alerts: {service: shop}");
        return Watch.over(harbour, folder.resolve("watched"), settings, null, Returns.at(server, "any"));
    }

    private Finding look(String within) throws Exception {
        return watch(within, exchange.address()).of(Rule.GATE_2);
    }

    private static void assertUnknown(Finding found, String why) {
        assertThat(found.verdict()).as(found.why()).isEqualTo(Verdict.UNKNOWN);
        assertThat(found.why()).contains("It is not known whether monitoring can be relied on", why);
    }

    @Test
    void thatComesBackInTimePasses() throws Exception {
        var found = look("PT15S");
        assertThat(found.verdict()).as(found.why()).isEqualTo(Verdict.PASS);
        assertThat(found.facts().get("alert path"))
                .matches("came back after [0-9]\\.[0-9]+ s, at 2026-11-26T20:00:00.123456Z");
    }

    @Test
    void saysWhatItIsAndIsAnotherEachTime() throws Exception {
        look("PT15S");
        look("PT15S");
        assertThat(exchange.given).hasSize(2).allSatisfy(alert -> {
            assertThat(JsonPeer.texts(alert.path("labels")))
                    .containsEntry("alertname", "SlipwayAlertPath")
                    .containsEntry("service", "shop")
                    .containsEntry("environment", "staging");
            assertThat(alert.path("annotations").path("summary").asText()).contains("Nothing is wrong", "route");
            assertThat(Instant.parse(alert.path("endsAt").asText()))
                    .isBetween(
                            Instant.now().plus(Duration.ofMinutes(1)),
                            Instant.now().plus(Duration.ofMinutes(6)));
        });
        var nonces = exchange.given.stream()
                .map(alert -> alert.path("labels").path("nonce").asText())
                .toList();
        assertThat(nonces).doesNotHaveDuplicates().allMatch(nonce -> nonce.matches("[0-9a-f]{32}"));
        assertThat(exchange.asked).containsExactlyElementsOf(nonces);
    }

    @Test
    void thatDoesNotComeBackFails() throws Exception {
        exchange.returned = Exchange::silence;
        var began = System.nanoTime();
        var found = look("PT1S");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(1));
        assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(found.why())
                .contains(
                        "Alertmanager at " + exchange.address(),
                        "took the alert SlipwayAlertPath, and it did not come back within 1.0 s",
                        ROUTE);
        assertThat(found.facts()).containsEntry("alert path", "did not come back within 1.0 s");
    }

    @Test
    void isWaitedForAndAnAnswerThatFailsIsAskedForAgain() throws Exception {
        var asks = new AtomicInteger();
        exchange.returned = nonce -> switch (asks.incrementAndGet()) {
            case 1 -> Exchange.silence(nonce);
            case 2 -> new Answer(500, "");
            default -> Exchange.heard(nonce, 0);
        };
        assertThat(look("PT15S").verdict()).isEqualTo(Verdict.PASS);
        assertThat(asks.get()).isEqualTo(3);
    }

    /** Other things are looked at meanwhile, which may take longer than the alert. */
    @Test
    void tookNoLongerThanUntilTheServerHeardOfIt() throws Exception {
        exchange.rulesTake = 1500;
        exchange.returned = exchange::heardAtOnce;
        assertThat(look("PT1S").verdict()).isEqualTo(Verdict.PASS);
        // just now, and, which cannot be, before it was sent
        for (var ago : List.of(0, 60_000)) {
            exchange.returned = nonce -> Exchange.heard(nonce, ago);
            var late = look("PT1S");
            assertThat(late.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(late.why()).contains("it came back after ", " s, not within 1.0 s", ROUTE);
        }
    }

    @Test
    void thatAlertmanagerRefusesProvesNothing() throws Exception {
        exchange.taking = new Answer(400, "no such labels");
        assertUnknown(look("PT1S"), "it did not take an alert of Slipway's own: Alertmanager at ");
        assertThat(look("PT1S").why()).contains("/api/v2/alerts answered 400: no such labels");
        assertThat(exchange.asked).isEmpty();
    }

    @Test
    void isNotKnownWhereTheServerTakesNone() throws Exception {
        exchange.returned = nonce -> new Answer(409, "{\"detail\": \"This Slipway takes no alerts\"}");
        assertUnknown(look("PT1S"), "Slipway's server answered 409: This Slipway takes no alerts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yes",
                "{}",
                "{\"nonce\": \"another\", \"heardAt\": \"2026-11-26T20:00:00Z\", \"millisecondsAgo\": 1}",
                "{\"nonce\": \"NONCE\"}",
                "{\"nonce\": \"NONCE\", \"heardAt\": \"just now\", \"millisecondsAgo\": 1}",
                "{\"nonce\": \"NONCE\", \"heardAt\": \"2026-11-26T20:00:00Z\", \"millisecondsAgo\": null}",
                "{\"nonce\": \"NONCE\", \"heardAt\": \"2026-11-26T20:00:00Z\", \"millisecondsAgo\": -1}",
                "{\"nonce\": \"NONCE\", \"heardAt\": \"2026-11-26T20:00:00Z\", \"millisecondsAgo\": 99999999999999999999}",
            })
    void isNotKnownIfTheServerCannotBeUnderstood(String body) throws Exception {
        exchange.returned = nonce -> new Answer(200, body.replace("NONCE", nonce));
        assertUnknown(look("PT1S"), "Slipway's server answered something that says nothing of the alert");
    }

    @Test
    void isNotKnownIfTheServerIsGone() throws Exception {
        var gone = URI.create("http://127.0.0.1:" + Tower.freePort());
        assertUnknown(
                watch("PT1S", gone).of(Rule.GATE_2), "whether an alert that Alertmanager took comes back is not known");
    }

    @Test
    void isSaidTogetherWithAllElse() throws Exception {
        exchange.rule = false;
        exchange.heartbeat = false;
        exchange.returned = Exchange::silence;
        var found = look("PT1S");
        assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(found.why()).contains("so none would ever fire", "no alert gets there", ROUTE);
        exchange.returned = nonce -> new Answer(500, "");
        var doubtful = look("PT1S");
        assertThat(doubtful.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(doubtful.why()).contains("so none would ever fire", "Slipway's server answered 500");
    }

    /** It has the labels of the service's alerts, and Alertmanager knows those of the checks before. */
    @Test
    @Tag("ANTI-5")
    void isNoAlertThatStopsAndNotTheOneThatAlwaysFires() throws Exception {
        look("PT15S");
        assertThat(exchange.given).hasSize(1);
        var quiet = watch("PT15S", exchange.address()).of(Rule.ANTI_5);
        assertThat(quiet.verdict()).as(quiet.why()).isEqualTo(Verdict.PASS);
        assertThat(quiet.why()).isEqualTo("No alert fires");
        assertThat(look("PT15S").facts()).containsEntry("alerts there", "1");
        exchange.heartbeat = false;
        var deaf = look("PT15S");
        assertThat(deaf.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(deaf.why()).contains("no alert gets there").doesNotContain(ROUTE);
        assertThat(deaf.facts().get("alert path")).startsWith("came back after");
    }
}
