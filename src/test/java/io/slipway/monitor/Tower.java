package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A real Prometheus and a real Alertmanager, on loopback, that scrape and evaluate each second. */
final class Tower implements AutoCloseable {

    static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    static final Path ALERTMANAGER = Path.of("/usr/bin/prometheus-alertmanager");

    private static final String RULES =
            """
            groups:
              - name: all
                rules:
                  - {alert: Watchdog, expr: vector(1)}
                  - {alert: ManyErrors, expr: shop_errors > 5, labels: {service: shop}, annotations: {summary: many errors}}
                  - {alert: SlowPayments, expr: payments_slow > 0, labels: {service: payments}}
                  - {alert: FullStore, expr: store_full > 0, labels: {service: store}}
                  - {alert: Wrong, expr: up * on() up, labels: {service: broken}}
            """;

    private final Path folder;
    private final List<String> targets;
    private final int port = freePort();
    private final int alertsPort = freePort();
    private final List<Process> processes = new ArrayList<>();

    /** @param targets what is scraped: {@code host:port} each */
    Tower(Path folder, List<String> targets) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.targets = targets;
        Files.writeString(folder.resolve("rules.yml"), RULES);
    }

    /** What becomes of alerts from the next start of an Alertmanager on; its configuration as YAML. */
    void route(String configuration) throws IOException {
        Files.writeString(folder.resolve("alertmanager.yml"), configuration);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String alertmanager() {
        return "http://127.0.0.1:" + alertsPort;
    }

    Process startPrometheus() throws Exception {
        var all = targets.stream().map(target -> "'" + target + "'").collect(Collectors.joining(", ", "[", "]"));
        Files.writeString(
                folder.resolve("prometheus.yml"),
                """
                global: {scrape_interval: 1s, evaluation_interval: 1s, external_labels: {place: tower}}
                rule_files: [rules.yml]
                alerting: {alertmanagers: [{static_configs: [{targets: ['127.0.0.1:%d']}]}]}
                scrape_configs: [{job_name: shop, static_configs: [{targets: %s}]}]
                """
                        .formatted(alertsPort, all));
        return start(
                url() + "/-/ready",
                PROMETHEUS.toString(),
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("series"),
                "--rules.alert.resend-delay=1s",
                "--web.listen-address=127.0.0.1:" + port);
    }

    Process startAlertmanager() throws Exception {
        return startAlertmanager(alertsPort);
    }

    Process startAlertmanager(int port) throws Exception {
        return start(
                "http://127.0.0.1:" + port + "/-/ready",
                ALERTMANAGER.toString(),
                "--config.file=" + folder.resolve("alertmanager.yml"),
                "--storage.path=" + folder.resolve("alerts-" + port),
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + port);
    }

    private Process start(String ready, String... command) throws Exception {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        processes.add(process);
        Awaitility.await(ready)
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> {
                    assertThat(process.isAlive())
                            .as(Files.readString(folder.resolve("log")))
                            .isTrue();
                    return ask("GET", ready, "").statusCode() == 200;
                });
        return process;
    }

    static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Silences an alert and returns the silence's id. */
    String silence(String alert, String by, String comment, String start, String end) throws Exception {
        var answer = ask(
                "POST",
                alertmanager() + "/api/v2/silences",
                """
                {"matchers": [{"name": "alertname", "value": "%s", "isRegex": false, "isEqual": true}],
                 "startsAt": "%s", "endsAt": "%s", "createdBy": "%s", "comment": "%s"}
                """
                        .formatted(alert, start, end, by, comment));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().replaceAll(".*\"silenceID\":\"([^\"]*)\".*", "$1").strip();
    }

    /** Raises an alert as another Prometheus does. */
    static void tell(int port, String alert) throws Exception {
        var answer = ask(
                "POST",
                "http://127.0.0.1:" + port + "/api/v2/alerts",
                "[{\"labels\": {\"alertname\": \"" + alert + "\", \"place\": \"elsewhere\"}}]");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    void speak(String silence) throws Exception {
        var answer = ask("DELETE", alertmanager() + "/api/v2/silence/" + silence, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static HttpResponse<String> ask(String method, String address, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws Exception {
        for (var process : processes) {
            kill(process);
        }
    }
}
