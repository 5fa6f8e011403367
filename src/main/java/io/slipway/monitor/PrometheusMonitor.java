package io.slipway.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.catalog.Service;
import io.slipway.contract.Instance;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Prometheus, and the Alertmanager that it sends its alerts to. Both have to answer; Alertmanager has to have heard of an alert
 * that always fires; every rule that may be about the service can be evaluated; and a value counts only if what it comes
 * from was scraped a moment ago.
 */
final class PrometheusMonitor implements Monitor {

    @Component
    static final class Prometheus implements Kind {

        @Override
        public String kind() {
            return "prometheus";
        }

        @Override
        public Monitor monitor(Service service, String environment) {
            var part = service.environment(environment).monitoring();
            var settings = part.as(PrometheusSettings.class);
            return of(settings, settings.tokenFile() == null ? null : part.resolve(settings.tokenFile()));
        }
    }

    private final PrometheusSettings settings;
    private final JsonPeer prometheus;
    private final Alertmanager alertmanager;

    private PrometheusMonitor(PrometheusSettings settings, JsonPeer prometheus, Alertmanager alertmanager) {
        this.settings = settings;
        this.prometheus = prometheus;
        this.alertmanager = alertmanager;
    }

    static PrometheusMonitor of(PrometheusSettings settings, @Nullable Path token) {
        return new PrometheusMonitor(
                settings,
                new JsonPeer("Prometheus", settings.url(), token),
                new Alertmanager(new JsonPeer("Alertmanager", settings.alertmanager(), token), settings));
    }

    @Override
    public Observation look(List<Instance> instances) throws IOException, InterruptedException {
        var problems = new ArrayList<String>();
        var readings = readings(instances, problems);
        broken(problems);
        var firing = alertmanager.firing();
        alertmanager.deaf(firing, Instant.now()).ifPresent(problems::add);
        var facts = Map.of(
                "prometheus",
                settings.url().toString(),
                "alertmanager",
                settings.alertmanager().toString(),
                "alerts there",
                Integer.toString(firing.size()));
        return new Observation(readings, problems, alertmanager.about(firing), facts);
    }

    private List<Reading> readings(List<Instance> instances, List<String> problems)
            throws IOException, InterruptedException {
        var readings = new ArrayList<Reading>();
        var answer = prometheus.get("/api/v1/targets?state=active");
        var scrapes = new Scrapes(answer, settings.instanceLabel(), Instant.now());
        for (var instance : instances) {
            scrapes.stale(instance.address(), "").ifPresent(problems::add);
        }
        for (var signal : settings.signals()) {
            var found =
                    prometheus.get("/api/v1/query?query=" + URLEncoder.encode(signal.query(), StandardCharsets.UTF_8));
            for (var value : found.path("data").path("result")) {
                read(signal, value, scrapes, readings);
            }
        }
        return readings;
    }

    private void read(PrometheusSettings.Signal signal, JsonNode value, Scrapes scrapes, List<Reading> readings) {
        var metric = value.path("metric");
        var address = metric.path(settings.instanceLabel()).asText();
        var number = value.path("value").path(1).asText();
        if (!address.isEmpty()
                && number.matches("[-+]?[0-9.]+(e[-+]?[0-9]+)?")
                && scrapes.stale(address, metric.path("job").asText()).isEmpty()) {
            readings.add(new Reading(signal.category(), signal.name(), address, Double.parseDouble(number)));
        }
    }

    /** A rule that cannot be evaluated raises no alert. */
    private void broken(List<String> problems) throws IOException, InterruptedException {
        for (var group : prometheus.get("/api/v1/rules?type=alert").path("data").path("groups")) {
            for (var rule : group.path("rules")) {
                if (mayBeAbout(rule.path("labels"))
                        && !rule.path("health").asText().equals("ok")) {
                    problems.add("the rule of alert '" + rule.path("name").asText() + "' is "
                            + rule.path("health").asText() + ": "
                            + rule.path("lastError").asText("not evaluated yet"));
                }
            }
        }
    }

    private boolean mayBeAbout(JsonNode labels) {
        return settings.alerts().entrySet().stream()
                .allMatch(label ->
                        labels.path(label.getKey()).asText(label.getValue()).equals(label.getValue()));
    }
}
