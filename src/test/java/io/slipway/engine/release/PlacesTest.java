package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.SmallCatalog;
import io.slipway.age.AgeKeys;
import io.slipway.calendar.ReleaseCalendar;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.DatabaseText;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.Fact;
import io.slipway.evidence.Told;
import io.slipway.permit.ReleaseRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** What the server's own catalog puts into the plan. */
class PlacesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    /** What a worker was told, or has itself, is in the finding alone. */
    @Test
    @Tag("BACK-2")
    void aDatabaseThatIsBackedUpIsInThePlan(@TempDir Path folder) throws Exception {
        var services = SmallCatalog.write(folder.resolve("catalog"), 2);
        var file = services.resolve("tool.yaml");
        Files.writeString(
                file,
                DatabaseText.into(Files.readString(file), 1, AgeKeys.make().recipient(), ""));
        assertThat(rollback(services, "e0")).contains("\"backup\":\"shop\"");
        assertThat(rollback(services, "e1")).contains("\"mode\":\"remove\"").doesNotContain("backup");
    }

    private static String rollback(Path services, String environment) {
        var catalog = Catalog.read(services);
        var places = new Places(
                catalog,
                new ReleaseCalendar(catalog),
                new StaticListableBeanFactory(Map.of("clock", InstantSource.fixed(NOW)))
                        .getBeanProvider(InstantSource.class));
        var told = new Told()
                .with(
                        NOW,
                        Fact.of(
                                "tool-1",
                                EntryKind.START,
                                List.of(),
                                "maria",
                                Map.of("service", "tool", "environment", environment, "version", "1.0.0")))
                .with(
                        NOW,
                        Fact.of(
                                "tool-1",
                                EntryKind.EFFECT,
                                List.of(),
                                "slipway-worker",
                                Map.of(
                                        "topic",
                                        "collect-facts",
                                        "result",
                                        "done",
                                        "variables",
                                        Map.of("artifactDigest", "d".repeat(64)))));
        return places.plan(new ReleaseRecord(told.proofs()), "low")
                .orElseThrow()
                .json()
                .path("rollback")
                .toString();
    }
}
