package io.slipway.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.slipway.SmallCatalog;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.KeyFlow;
import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.probe.FlowWalk;
import io.slipway.probe.HealthProbe;
import io.slipway.worker.Job;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceChecksTest {

    private static final String OLD = "0".repeat(64);
    private static final String NEW = "1".repeat(64);

    private final List<HttpServer> servers = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HealthCheck health = new HealthCheck(new HealthProbe());
    private final KeyFlowCheck keyFlows = new KeyFlowCheck(new FlowWalk());

    @AfterEach
    void close() {
        closing.countDown();
        servers.forEach(server -> server.stop(0));
    }

    @Test
    @Tag("VERI-1")
    @Tag("CHECK-5")
    void passesIfEveryInstanceIsUpAsTheGoal() throws Exception {
        var instances = List.of(healthy("a", "1.1.0", NEW), healthy("b", "1.1.0", NEW));

        var findings = health.of(instances, "/health", "1.1.0", NEW, HealthCheck.IN_A_ROW);

        assertThat(findings).extracting(Finding::rule).containsExactly(Rule.VERI_1, Rule.CHECK_5);
        assertThat(findings).extracting(Finding::verdict).containsOnly(Verdict.PASS);
        assertThat(findings.get(0).facts()).hasSize(2);
    }

    @Test
    @Tag("VERI-1")
    @Tag("CHECK-5")
    void catchesAnOldProcessThatStillAnswersAndDoesNotWaitForIt() throws Exception {
        var begin = Instant.now();
        var old = List.of(healthy("a", "1.1.0", NEW), healthy("b", "1.0.0", OLD));
        var sameVersionOtherBytes = List.of(healthy("a", "1.1.0", OLD));

        assertVerdict(Verdict.FAIL, health.of(old, "/health", "1.1.0", NEW, HealthCheck.IN_A_ROW), "b at", "1.0.0");
        assertVerdict(
                Verdict.FAIL,
                health.of(sameVersionOtherBytes, "/health", "1.1.0", NEW, HealthCheck.IN_A_ROW),
                "a at",
                OLD);

        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    @Tag("VERI-1")
    void waitsAMomentForAnInstanceThatIsStillComingUp() throws Exception {
        var asked = new AtomicInteger();
        var starting = serve("a", exchange -> {
            if (asked.incrementAndGet() < 4) {
                answer(exchange, 503, "");
            } else {
                answer(exchange, 200, up("1.1.0", NEW));
            }
        });

        assertVerdict(
                Verdict.PASS, health.of(List.of(starting), "/health", "1.1.0", NEW, HealthCheck.IN_A_ROW), "is up");
    }

    @Test
    @Tag("VERI-1")
    void catchesAnInstanceThatComesAndGoes() throws Exception {
        var asked = new AtomicInteger();
        var flapping = serve("a", exchange -> {
            if (asked.incrementAndGet() % 3 == 0) {
                answer(exchange, 503, "");
            } else {
                answer(exchange, 200, up("1.1.0", NEW));
            }
        });
        assertVerdict(
                Verdict.FAIL,
                health.of(List.of(flapping), "/health", "1.1.0", NEW, HealthCheck.IN_A_ROW),
                "it was up, and a moment later it was not: it answered 503");
    }

    /** Users wait for what is brought back. */
    @Test
    @Tag("ROLL-2")
    void asksOnlyOnceWhereItIsToBeFast(@TempDir Path folder) throws Exception {
        var asked = new AtomicInteger();
        var up = serve("a", exchange -> {
            asked.incrementAndGet();
            answer(exchange, 200, up("1.1.0", NEW));
        });
        var job = new HashMap<String, @Nullable Object>(Map.of(
                "service", "tool",
                "environment", "e0",
                "goalVersion", "1.1.0",
                "goalDigest", NEW,
                "instances", Instance.write(List.of(up)),
                "phase", "roll-back"));
        SmallCatalog.write(folder, 1);
        var outcome = new CheckHealth(Catalog.read(folder), health).work(new Job("1", "tool-1", job, Granting.none()));
        assertThat(outcome.variables()).containsEntry("healthVerdict", "pass");
        assertThat(asked).hasValue(1);
    }

    @Test
    @Tag("VERI-1")
    void catchesAnOldProcessThatAnswersInBetween() throws Exception {
        var asked = new AtomicInteger();
        var both = serve(
                "a",
                exchange -> answer(exchange, 200, asked.incrementAndGet() < 3 ? up("1.1.0", NEW) : up("1.0.0", OLD)));
        assertVerdict(Verdict.FAIL, health.of(List.of(both), "/health", "1.1.0", NEW, HealthCheck.IN_A_ROW), "1.0.0");
    }

    /** Neither holds the worker for longer than a moment, nor fills its memory. */
    @Test
    @Tag("VERI-1")
    void anAnswerWithoutEndIsNone() throws Exception {
        var endless = serve("a", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            hang();
        });
        var huge = serve("b", exchange -> answer(exchange, 200, up("1.1.0", NEW) + " ".repeat(10_000_000)));
        var begin = Instant.now();
        assertVerdict(
                Verdict.FAIL,
                health.of(List.of(endless, huge), "/health", "1.1.0", NEW, HealthCheck.IN_A_ROW),
                "did not answer within 2000 ms",
                "the answer is longer than 65536 bytes");
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(12));
    }

    @Test
    @Tag("VERI-1")
    @Tag("CHECK-5")
    void failsIfAnInstanceStaysDown() throws Exception {
        var down = serve("a", exchange -> answer(exchange, 500, ""));

        assertVerdict(
                Verdict.FAIL,
                health.of(List.of(down), "/health", "1.1.0", NEW, HealthCheck.IN_A_ROW),
                "it answered 500");
    }

    @Test
    @Tag("VERI-1")
    @Tag("VERI-3")
    void doesNotKnowWithoutAnInstance() throws Exception {
        assertVerdict(
                Verdict.UNKNOWN, health.of(List.of(), "/health", "1.1.0", NEW, HealthCheck.IN_A_ROW), "no instance");
        assertVerdict(Verdict.UNKNOWN, List.of(keyFlows.of(List.of(), List.of(order(200, null)))), "no instance");
    }

    @Test
    @Tag("VERI-3")
    void walksEveryKeyFlowOnEveryInstance() throws Exception {
        var seen = new ArrayList<String>();
        var instances = List.of(
                serve("a", exchange -> {
                    seen.add(said(exchange));
                    answer(exchange, 201, "ordered: pear");
                }),
                serve("b", exchange -> {
                    seen.add(said(exchange));
                    answer(exchange, 201, "ordered: pear");
                }));

        var finding = keyFlows.of(instances, List.of(order(201, "pear"), order(201, null)));

        assertVerdict(Verdict.PASS, List.of(finding), "Every key flow");
        assertThat(seen).hasSize(4).containsOnly("POST /orders?kind=fruit text/plain pear");
        assertThat(finding.facts().values()).hasSize(4).allMatch(fact -> fact.matches("answered 201 in \\d+ ms"));
    }

    @Test
    @Tag("VERI-3")
    void failsIfOneInstanceAnswersOtherThanExpected() throws Exception {
        var good = serve("a", exchange -> answer(exchange, 200, "pear"));
        var wrong = serve("b", exchange -> answer(exchange, 500, "pear"));
        var empty = serve("c", exchange -> answer(exchange, 200, ""));
        var flows = List.of(order(200, "pear"));

        assertVerdict(
                Verdict.FAIL, List.of(keyFlows.of(List.of(good, wrong), flows)), "at b", "500", "expected was 200");
        assertVerdict(Verdict.FAIL, List.of(keyFlows.of(List.of(good, empty), flows)), "at c", "without", "pear");
    }

    @Test
    @Tag("VERI-3")
    void failsIfAnAnswerIsNotWholeInTimeOrDoesNotCome() throws Exception {
        var dripping = serve("a", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("pear".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            hang();
        });
        var gone = serve("b", exchange -> answer(exchange, 200, "pear"));
        servers.get(1).stop(0);
        var flows = List.of(order(200, "pear"));

        assertVerdict(Verdict.FAIL, List.of(keyFlows.of(List.of(dripping), flows)), "at a", "within 500 ms");
        assertVerdict(Verdict.FAIL, List.of(keyFlows.of(List.of(gone), flows)), "at b", "had no answer");
    }

    private static void assertVerdict(Verdict verdict, List<Finding> findings, String... says) {
        assertThat(findings).extracting(Finding::verdict).containsOnly(verdict);
        assertThat(findings.get(0).why()).contains(says);
    }

    private static KeyFlow order(int status, @Nullable String contains) {
        return new KeyFlow(
                contains == null ? "Order" : "Order " + contains,
                "POST",
                "/orders?kind=fruit",
                Map.of("Content-Type", "text/plain"),
                "pear",
                new KeyFlow.Expected(status, contains, Duration.ofMillis(500)));
    }

    private static String said(HttpExchange exchange) throws IOException {
        return exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    }

    private Instance healthy(String name, String version, String digest) throws IOException {
        return serve(name, exchange -> answer(exchange, 200, up(version, digest)));
    }

    private static String up(String version, String digest) {
        return "{\"status\":\"UP\",\"version\":\"" + version + "\",\"digest\":\"" + digest + "\"}";
    }

    private void hang() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Instance serve(String name, HttpHandler handler) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", handler);
        server.start();
        servers.add(server);
        return new Instance(
                name, "1.1.0", NEW, "127.0.0.1:" + server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
