package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Prometheus answers about its targets, written down from version 2.42. */
@Tag("MON-5")
class ScrapesTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final String ADDRESS = "127.0.0.1:9001";

    private static Optional<String> stale(String target, String job) throws Exception {
        var answer = "{\"status\": \"success\", \"data\": {\"activeTargets\": [" + target + "]}}";
        return new Scrapes(new ObjectMapper().readTree(answer), "instance", NOW).stale(ADDRESS, job);
    }

    private static String target(String job, String health, Instant last) {
        return """
                {"labels": {"instance": "127.0.0.1:9001", "job": "%s"}, "scrapeUrl": "http://127.0.0.1:9001/metrics",
                 "lastError": "", "lastScrape": "%s", "health": "%s", "scrapeInterval": "15s"}
                """
                .formatted(job, last, health);
    }

    @Test
    void aTargetThatWasScrapedWithinTwoIntervalsIsFresh() throws Exception {
        assertThat(stale(target("shop", "up", NOW), "")).isEmpty();
        assertThat(stale(target("shop", "up", NOW.minusSeconds(30)), "shop")).isEmpty();
    }

    @Test
    void anOlderOneIsNot() throws Exception {
        assertThat(stale(target("shop", "up", NOW.minusSeconds(31)), ""))
                .hasValueSatisfying(why -> assertThat(why).contains("31000 ms ago, and every 15000 ms is agreed"));
        assertThat(stale(target("shop", "up", NOW.plusSeconds(31)), ""))
                .as("clocks that differ")
                .isPresent();
        assertThat(stale(
                        target("shop", "up", NOW).replaceFirst("\"lastScrape\": \"[^\"]*\"", "\"lastScrape\": \"\""),
                        ""))
                .isPresent();
        assertThat(stale(target("shop", "up", NOW.minusMillis(1)).replace("15s", "often"), ""))
                .isPresent();
    }

    @Test
    void oneThatIsDownOrWasNeverScrapedIsNot() throws Exception {
        for (var health : new String[] {"down", "unknown", ""}) {
            assertThat(stale(target("shop", health, NOW), "")).isPresent();
        }
    }

    @Test
    void noTargetIsNot() throws Exception {
        assertThat(stale("", "")).contains("Prometheus does not scrape " + ADDRESS);
        assertThat(stale(target("shop", "up", NOW), "node")).isPresent();
    }

    /** A value without a job may come from any of them. */
    @Test
    void whereSeveralAreAskedAllHaveToBeFresh() throws Exception {
        var both = target("shop", "up", NOW) + "," + target("node", "up", NOW.minusSeconds(300));
        assertThat(stale(both, "")).isPresent();
        assertThat(stale(both, "node")).isPresent();
        assertThat(stale(both, "shop")).isEmpty();
    }

    @Test
    void durationsAreReadAsPrometheusWritesThem() {
        assertThat(Scrapes.duration("1m30s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(Scrapes.duration("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Scrapes.duration("1h")).isEqualTo(Duration.ofHours(1));
        assertThat(Scrapes.duration("")).isZero();
    }
}
