package io.slipway.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.slipway.catalog.Service;
import io.slipway.contract.Instance;
import io.slipway.worker.ReturnedAlerts;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Prometheus, and the Alertmanager that it sends its alerts to. Both have to answer; Alertmanager has to have heard of the alert
 * that this Prometheus always fires, and to bring one of Slipway's own back; there are rules for the service and for what it depends on, which can be evaluated;
 * and a value counts only if what it comes from was scraped a moment ago.
 */
final class PrometheusMonitor implements Monitor {

    @Component
    static final class Prometheus implements Kind {

        private final ReturnedAlerts returned;

        Prometheus(ReturnedAlerts returned) {
            this.returned = returned;
        }

        @Override
        public String kind() {
            return "prometheus";
        }

        @Override
        public Monitor monitor(Service service, String environment) {
            var part = service.environment(environment).monitoring();
            var settings = part.as(PrometheusSettings.class);
            var token = settings.tokenFile() == null ? null : part.resolve(settings.tokenFile());
            var alertmanager = new JsonPeer("Alertmanager", settings.alertmanager(), token);
            var about = Map.of("service", service.service(), "environment", environment);
            return new PrometheusMonitor(
                    settings,
                    new JsonPeer("Prometheus", settings.url(), token),
                    new Alertmanager(alertmanager, settings),
                    new AlertPath(alertmanager, returned, about, settings.alertPathWithin()));
        }
    }

    private static final YAMLMapper YAML = new YAMLMapper();

    private final PrometheusSettings settings;
    private final JsonPeer prometheus;
    private final Alertmanager alertmanager;
    private final AlertPath path;

    private PrometheusMonitor(
            PrometheusSettings settings, JsonPeer prometheus, Alertmanager alertmanager, AlertPath path) {
        this.settings = settings;
        this.prometheus = prometheus;
        this.alertmanager = alertmanager;
        this.path = path;
    }

    @Override
    public Observation look(List<Instance> instances) throws IOException, InterruptedException {
        var sent = path.send();
        var problems = new ArrayList<String>();
        var doubts = new ArrayList<String>();
        var readings = readings(instances, problems);
        var rules = new AlertRules(prometheus.get("/api/v1/rules?type=alert"));
        settings.about().forEach(labels -> problems.addAll(rules.problems(labels)));
        var firing = alertmanager.firing();
        var heartbeat = heartbeat();
        if (heartbeat.isEmpty()) {
            problems.add("the alert " + new TreeMap<>(settings.heartbeat().labels())
                    + ", which should always fire, does not fire in Prometheus");
        } else {
            alertmanager.deaf(firing, heartbeat.get(), Instant.now()).ifPresent(problems::add);
        }
        var facts = new TreeMap<>(Map.of(
                "prometheus",
                settings.url().toString(),
                "alertmanager",
                settings.alertmanager().toString(),
                "alerts there",
                Integer.toString(firing.size())));
        path.await(sent, problems, doubts, facts);
        return new Observation(readings, problems, doubts, alertmanager.about(firing), facts);
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

    /** The labels of the alert that always fires, with those that Prometheus gives to all it sends; empty: it does not. */
    private Optional<Map<String, String>> heartbeat() throws IOException, InterruptedException {
        for (var alert : prometheus.get("/api/v1/alerts").path("data").path("alerts")) {
            var labels = JsonPeer.texts(alert.path("labels"));
            if (alert.path("state").asText().equals("firing")
                    && labels.entrySet()
                            .containsAll(settings.heartbeat().labels().entrySet())) {
                var sent = externalLabels();
                sent.putAll(labels);
                return Optional.of(sent);
            }
        }
        return Optional.empty();
    }

    private Map<String, String> externalLabels() throws IOException, InterruptedException {
        var text = prometheus
                .get("/api/v1/status/config")
                .path("data")
                .path("yaml")
                .asText();
        return JsonPeer.texts(YAML.readTree(text).path("global").path("external_labels"));
    }
}
