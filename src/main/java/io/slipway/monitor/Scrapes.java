package io.slipway.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * When Prometheus scraped what. A query is answered from what was scraped up to five minutes ago, so a value alone says
 * nothing about now: the target that it comes from has to be up, and scraped within two of its intervals. Pure.
 */
final class Scrapes {

    private static final int INTERVALS = 2;
    private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhdwy])");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7),
            "y", Duration.ofDays(365));

    private final List<JsonNode> targets;
    private final String instanceLabel;
    private final Instant now;

    /** @param answer of {@code /api/v1/targets} */
    Scrapes(JsonNode answer, String instanceLabel, Instant now) {
        this.targets = StreamSupport.stream(
                        answer.path("data").path("activeTargets").spliterator(), false)
                .toList();
        this.instanceLabel = instanceLabel;
        this.now = now;
    }

    /**
     * Why a value of an instance is not fresh; empty: it is.
     *
     * @param job the job that it comes from; empty: any, and then all have to be fresh
     */
    Optional<String> stale(String address, String job) {
        var from = targets.stream()
                .map(target -> target.path("labels"))
                .filter(labels -> labels.path(instanceLabel).asText().equals(address))
                .filter(labels -> job.isEmpty() || labels.path("job").asText().equals(job))
                .toList();
        if (from.isEmpty()) {
            return Optional.of("Prometheus does not scrape " + address + (job.isEmpty() ? "" : " in job " + job));
        }
        return targets.stream()
                .filter(target -> from.contains(target.path("labels")))
                .flatMap(target -> stale(target).stream())
                .map(why -> "Prometheus has nothing fresh of " + address + ": " + why)
                .findFirst();
    }

    private Optional<String> stale(JsonNode target) {
        var place = target.path("scrapeUrl").asText();
        if (!target.path("health").asText().equals("up")) {
            return Optional.of(place + " is " + target.path("health").asText() + ": "
                    + target.path("lastError").asText());
        }
        try {
            var last = OffsetDateTime.parse(target.path("lastScrape").asText()).toInstant();
            var interval = duration(target.path("scrapeInterval").asText());
            // a clock that is ahead is no better than one that is behind
            var age = Duration.between(last, now).abs();
            return age.compareTo(interval.multipliedBy(INTERVALS)) <= 0
                    ? Optional.empty()
                    : Optional.of(place + " was scraped " + age.toMillis() + " ms ago, and every " + interval.toMillis()
                            + " ms is agreed");
        } catch (DateTimeParseException e) {
            return Optional.of("when " + place + " was scraped is not known");
        }
    }

    /** A duration as Prometheus writes it: {@code 1m30s}; one that cannot be read is none, and nothing is that fresh. */
    static Duration duration(String text) {
        var sum = Duration.ZERO;
        var parts = PART.matcher(text);
        while (parts.find()) {
            sum = sum.plus(
                    UNITS.getOrDefault(parts.group(2), Duration.ZERO).multipliedBy(Long.parseLong(parts.group(1))));
        }
        return sum;
    }
}
