package io.slipway.monitor;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.slipway.contract.PathAlert;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settings of monitoring by Prometheus and Alertmanager.
 *
 * @param url of Prometheus
 * @param alertmanager URL of the Alertmanager that it sends alerts to
 * @param tokenFile the bearer token that both ask for; absent: they ask for none
 * @param instanceLabel the label that holds an instance's {@code host:port}; absent: {@code instance}
 * @param signals at least one of each category
 * @param alerts the labels of alerts that are about the service
 * @param dependsOn the labels of alerts that are about what it depends on
 * @param heartbeat the alert that always fires, which proves that alerts arrive
 * @param alertPathWithin how long an alert may take through Alertmanager to Slipway; absent: a quarter of a minute
 */
record PrometheusSettings(
        @JsonProperty(required = true) URI url,
        @JsonProperty(required = true) URI alertmanager,
        @Nullable Path tokenFile,
        String instanceLabel,
        @JsonProperty(required = true) List<Signal> signals,
        @JsonProperty(required = true) Map<String, String> alerts,
        List<Map<String, String>> dependsOn,
        @JsonProperty(required = true) Heartbeat heartbeat,
        Duration alertPathWithin) {

    /**
     * What is watched.
     *
     * @param name for people
     * @param query in PromQL; answers a vector with a value for each instance
     */
    record Signal(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) Category category,
            @JsonProperty(required = true) String query) {

        Signal {
            refuseUnless(!name.isBlank() && !query.isBlank(), "a signal has a name and a query");
        }
    }

    /**
     * An alert that always fires.
     *
     * @param labels that tell it
     * @param oldest how long ago Alertmanager may have heard of it last; absent: three minutes
     */
    record Heartbeat(@JsonProperty(required = true) Map<String, String> labels, Duration oldest) {

        Heartbeat {
            refuseUnless(
                    labels.containsKey("alertname"),
                    "'heartbeat.labels' names its alert, such as {alertname: Watchdog}");
            labels = Map.copyOf(labels);
            // absent in the file
            oldest = oldest == null ? Duration.ofMinutes(3) : oldest;
            refuseUnless(!oldest.isNegative() && !oldest.isZero(), "'heartbeat.oldest' is more than nothing");
        }
    }

    PrometheusSettings {
        requireSafe("url", url);
        requireSafe("alertmanager", alertmanager);
        // absent in the file
        instanceLabel = instanceLabel == null ? "instance" : instanceLabel;
        dependsOn = dependsOn == null ? List.of() : List.copyOf(dependsOn);
        alertPathWithin = alertPathWithin == null ? AlertPath.LONGEST : alertPathWithin;
        refuseUnless(
                alertPathWithin.compareTo(Duration.ofSeconds(1)) >= 0
                        && alertPathWithin.compareTo(AlertPath.LONGEST) <= 0,
                "'alertPathWithin' is from PT1S to " + AlertPath.LONGEST + ", but is " + alertPathWithin);
        signals = List.copyOf(signals);
        alerts = Map.copyOf(alerts);
        refuseUnless(
                !alerts.isEmpty(),
                "'alerts' names at least one label of the service's alerts, such as {service: shop}");
        dependsOn.forEach(labels ->
                refuseUnless(!labels.isEmpty(), "'dependsOn' holds labels; none at all would be every alert there is"));
        refuseUnless(
                Stream.concat(Stream.of(alerts), dependsOn.stream())
                        .noneMatch(labels -> heartbeat.labels().entrySet().containsAll(labels.entrySet())),
                "'heartbeat' is an alert of 'alerts' or 'dependsOn': what always fires would always stop");
        refuseUnless(
                Stream.concat(Stream.of(heartbeat.labels(), alerts), dependsOn.stream())
                        .noneMatch(labels -> PathAlert.NAME.equals(labels.get("alertname"))),
                "the alert " + PathAlert.NAME + " is Slipway's own, and stops nothing and proves nothing else");
        for (var category : Category.values()) {
            refuseUnless(
                    signals.stream().anyMatch(signal -> signal.category() == category),
                    "'signals' has none of the category '" + category.id() + "'; each needs one (MON-5)");
        }
        var names = new HashSet<String>();
        signals.forEach(
                signal -> refuseUnless(names.add(signal.name()), "'signals' has '" + signal.name() + "' twice"));
    }

    /** The labels of all alerts that stop: those of the service, and those of each that it depends on. */
    List<Map<String, String>> about() {
        return Stream.concat(Stream.of(alerts), dependsOn.stream()).toList();
    }

    /** What leaves this machine is encrypted (SEC-1). */
    private static void requireSafe(String setting, URI address) {
        var plain = "http".equals(address.getScheme());
        refuseUnless(
                address.getHost() != null && (plain || "https".equals(address.getScheme())),
                "'" + setting + "' is an http or https address, but is '" + address + "'");
        refuseUnless(
                !address.toString().endsWith("/") && address.getQuery() == null,
                "'" + setting + "' has no slash at its end and no query");
        refuseUnless(
                !plain || onThisMachine(address.getHost()),
                "'" + setting + "' " + address + " would ask over the network without encryption; use https");
    }

    private static boolean onThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static void refuseUnless(boolean right, String why) {
        if (!right) {
            throw new IllegalArgumentException(why);
        }
    }
}
