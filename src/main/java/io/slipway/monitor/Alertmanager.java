package io.slipway.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.contract.PathAlert;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What Alertmanager knows (its API, version 2): every alert that fires, silenced and inhibited ones as well. */
final class Alertmanager {

    private final JsonPeer peer;
    private final PrometheusSettings settings;

    Alertmanager(JsonPeer peer, PrometheusSettings settings) {
        this.peer = peer;
        this.settings = settings;
    }

    /** All that fires, but for what Slipway itself sent to see whether it comes back: that is about nothing. */
    List<JsonNode> firing() throws IOException, InterruptedException {
        var firing = new ArrayList<JsonNode>();
        var answer = peer.get("/api/v2/alerts?active=true&silenced=true&inhibited=true&unprocessed=true");
        if (!answer.isArray()) {
            throw new IOException(peer.name() + " at " + peer.base() + " answered no list of alerts");
        }
        for (var alert : answer) {
            if (!PathAlert.NAME.equals(labels(alert).get("alertname"))) {
                firing.add(alert);
            }
        }
        return firing;
    }

    /**
     * Why it does not hear what Prometheus says; empty: it does.
     *
     * @param sent the labels of the alert that always fires, as Prometheus sends it
     */
    Optional<String> deaf(List<JsonNode> firing, Map<String, String> sent, Instant now) throws IOException {
        for (var alert : firing) {
            if (labels(alert).equals(sent)) {
                // a clock that is ahead is no better than one that is behind
                var age = Duration.between(instant(alert, "updatedAt"), now).abs();
                return age.compareTo(settings.heartbeat().oldest()) <= 0
                        ? Optional.empty()
                        : Optional.of(
                                "Alertmanager heard of the alert " + new TreeMap<>(sent) + ", which always fires, "
                                        + age.toSeconds() + " s ago; at most "
                                        + settings.heartbeat().oldest().toSeconds() + " s are expected");
            }
        }
        return Optional.of("the alert " + new TreeMap<>(sent)
                + ", which always fires in Prometheus, is not known to Alertmanager: no alert gets there");
    }

    /** Those that are about the service, or about what it depends on. */
    List<Alert> about(List<JsonNode> firing) throws IOException, InterruptedException {
        var alerts = new ArrayList<Alert>();
        for (var alert : firing) {
            var concerned = settings.about().stream().anyMatch(labels -> has(alert, labels));
            if (concerned && !has(alert, settings.heartbeat().labels())) {
                alerts.add(read(alert));
            }
        }
        return alerts;
    }

    private Alert read(JsonNode alert) throws IOException, InterruptedException {
        var silences = new ArrayList<Silence>();
        for (var id : alert.path("status").path("silencedBy")) {
            silences.add(silence(id.asText()));
        }
        var labels = labels(alert);
        var name = labels.remove("alertname");
        var annotations = alert.path("annotations");
        var summary = annotations
                .path("summary")
                .asText(annotations.path("description").asText("no summary"));
        return new Alert(name + " " + new TreeMap<>(labels), summary, instant(alert, "startsAt"), silences);
    }

    private Silence silence(String id) throws IOException, InterruptedException {
        var silence = peer.get("/api/v2/silence/" + id);
        return new Silence(
                id, silence.path("createdBy").asText(), silence.path("comment").asText(), instant(silence, "endsAt"));
    }

    private static boolean has(JsonNode alert, Map<String, String> labels) {
        return labels(alert).entrySet().containsAll(labels.entrySet());
    }

    private static Map<String, String> labels(JsonNode alert) {
        return JsonPeer.texts(alert.path("labels"));
    }

    private Instant instant(JsonNode node, String field) throws IOException {
        try {
            return OffsetDateTime.parse(node.path(field).asText()).toInstant();
        } catch (DateTimeParseException e) {
            throw new IOException(peer.name() + " at " + peer.base() + " says no time for '" + field + "'", e);
        }
    }
}
