package io.slipway.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.contract.PathAlert;
import io.slipway.worker.ReturnedAlerts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way of an alert through Alertmanager, walked by one of Slipway's own: it is given to Alertmanager, which has to bring it to
 * Slipway's server in time. An Alertmanager that is told of everything and tells nobody is no better than none.
 */
final class AlertPath {

    /** How long the way may take if nothing else is said, and at most: a worker waits no longer than its lock lasts. */
    static final Duration LONGEST = Duration.ofSeconds(15);

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final String FACT = "alert path";

    private final JsonPeer alertmanager;
    private final ReturnedAlerts returned;
    private final Map<String, String> about;
    private final Duration within;

    /** @param about the labels that tell for whom the way is walked */
    AlertPath(JsonPeer alertmanager, ReturnedAlerts returned, Map<String, String> about, Duration within) {
        this.alertmanager = alertmanager;
        this.returned = returned;
        this.about = Map.copyOf(about);
        this.within = within;
    }

    /**
     * An alert on its way.
     *
     * @param began when it was sent, by {@link System#nanoTime}
     * @param refused why Alertmanager did not take it; empty: it did
     */
    record Sent(String nonce, long began, Optional<String> refused) {

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }

    /** Gives Alertmanager an alert; what becomes of it is asked later, so that other things are looked at meanwhile. */
    Sent send() throws InterruptedException {
        var nonce = PathAlert.freshNonce();
        var began = System.nanoTime();
        try {
            alertmanager.post("/api/v2/alerts", alerts(nonce));
            return new Sent(nonce, began, Optional.empty());
        } catch (IOException e) {
            return new Sent(nonce, began, Optional.of("it did not take an alert of Slipway's own: " + e.getMessage()));
        }
    }

    private JsonNode alerts(String nonce) {
        var alerts = JsonNodeFactory.instance.arrayNode();
        var alert = alerts.addObject();
        var labels = alert.putObject("labels");
        about.forEach(labels::put);
        labels.put("alertname", PathAlert.NAME).put(PathAlert.NONCE, nonce);
        alert.putObject("annotations")
                .put(
                        "summary",
                        "Slipway looks whether alerts are delivered, and wants to hear this one itself. Nothing is wrong; if"
                                + " it reached anybody else, it lacks its route (docs/catalog.md of Slipway)");
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        alert.put("startsAt", now.toString()).put("endsAt", now.plus(LIFE).toString());
        return alerts;
    }

    /**
     * Waits until the alert has come back, or its time is over.
     *
     * @param problems get why alerts are not delivered
     * @param doubts get why it is not known
     * @param facts get how long it took
     */
    void await(Sent sent, List<String> problems, List<String> doubts, Map<String, String> facts)
            throws InterruptedException {
        if (sent.refused().isPresent()) {
            doubts.add(sent.refused().get());
            return;
        }
        try {
            var heard = find(sent);
            if (heard.isEmpty()) {
                facts.put(FACT, "did not come back within " + seconds(within));
                problems.add(lost("it did not come back within " + seconds(within)));
                return;
            }
            var took = took(sent.age(), heard.get().ago());
            facts.put(
                    FACT,
                    "came back after " + seconds(took) + ", at " + heard.get().at());
            if (took.compareTo(within) > 0) {
                problems.add(lost("it came back after " + seconds(took) + ", not within " + seconds(within)));
            }
        } catch (IOException e) {
            doubts.add("whether an alert that Alertmanager took comes back is not known: " + e.getMessage());
        }
    }

    /** What the server heard some time ago has not been under way since; nothing is heard before it is sent. */
    private static Duration took(Duration age, Duration ago) {
        return ago.compareTo(age) > 0 ? age : age.minus(ago);
    }

    private Optional<ReturnedAlerts.Heard> find(Sent sent) throws IOException, InterruptedException {
        while (true) {
            var left = within.minus(sent.age());
            try {
                var heard = returned.find(sent.nonce());
                if (heard.isPresent() || left.isNegative()) {
                    return heard;
                }
            } catch (IOException e) {
                if (left.isNegative()) {
                    throw e;
                }
            }
            Thread.sleep(Math.min(PAUSE.toMillis(), Math.max(1, left.toMillis())));
        }
    }

    private String lost(String how) {
        return "Alertmanager at " + alertmanager.base() + " took the alert " + PathAlert.NAME + ", and " + how
                + ": it needs a route for alertname=" + PathAlert.NAME + " with group_by [" + PathAlert.NONCE
                + "] and group_wait 0s to a webhook at /api/alerts of this Slipway (docs/catalog.md)";
    }

    private static String seconds(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }
}
