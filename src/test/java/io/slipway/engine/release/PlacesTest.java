package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.SmallCatalog;
import io.slipway.age.AgeKeys;
import io.slipway.calendar.ReleaseCalendar;
import io.slipway.catalog.Catalog;
import io.slipway.contract.RollbackMode;
import io.slipway.contract.Rule;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.Fact;
import io.slipway.evidence.Told;
import io.slipway.permit.Goal;
import io.slipway.permit.ReleaseRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** How the plan gives the traffic: step by step only where two versions can serve beside each other. */
@Tag("DEPL-1")
class PlacesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Goal OLD = new Goal("0.9.0", "a".repeat(64));
    private static final Goal NEW = new Goal("1.0.0", "b".repeat(64));

    private Places places;

    @BeforeEach
    void read(@TempDir Path folder) throws IOException {
        SmallCatalog.write(folder, 3);
        for (var widening : List.of("e1", "e2")) {
            SmallCatalog.with(folder, widening, "strategy: {kind: canary, shares: [10, 50]}");
        }
        SmallCatalog.with(
                folder,
                "e2",
                "database: {name: tool, "
                        + "reader: {host: 127.0.0.1, user: reader, passwordFile: secret}, "
                        + "scratch: {host: 127.0.0.1, user: scratch, passwordFile: secret}, "
                        + "restore: {host: 127.0.0.1, user: restorer, passwordFile: secret}, "
                        + "variables: {DATABASE: '{name}'}, backup: {folder: backups, recipients: ["
                        + AgeKeys.make().recipient() + "], identityFile: identity}}");
        var catalog = Catalog.read(folder);
        var clock = new StaticListableBeanFactory(Map.of("clock", InstantSource.fixed(NOW)));
        places = new Places(catalog, new ReleaseCalendar(catalog), clock.getBeanProvider(InstantSource.class));
    }

    private Optional<String> shares(String environment, @Nullable Goal confirmed, @Nullable RollbackMode mode) {
        var lease = new LinkedHashMap<String, @Nullable Object>(Map.of("granted", true, "fence", 1));
        lease.put("confirmed", confirmed);
        var told = new Told()
                .with(NOW, fact(EntryKind.LEASE, List.of(), lease))
                .with(
                        NOW,
                        fact(
                                EntryKind.START,
                                List.of(),
                                Map.of("service", "tool", "environment", environment, "version", NEW.version())))
                .with(
                        NOW,
                        fact(
                                EntryKind.EFFECT,
                                List.of(),
                                Map.of(
                                        "topic",
                                        "collect-facts",
                                        "result",
                                        "done",
                                        "variables",
                                        Map.of("artifactDigest", NEW.digest()))));
        if (mode != null) {
            told.with(
                    NOW,
                    fact(
                            EntryKind.FINDING,
                            List.of(Rule.BACK_3),
                            Map.of("topic", "check-schema", "facts", Map.of(RollbackMode.FACT, mode.id()))));
        }
        return places.plan(new ReleaseRecord(told.proofs()), "medium")
                .orElseThrow()
                .shares();
    }

    private static Fact fact(EntryKind kind, List<Rule> rules, Map<String, ? extends @Nullable Object> body) {
        return Fact.of("tool-1", kind, rules, Fact.SLIPWAY, body);
    }

    @Test
    void stepByStepWhereTheCatalogSaysSoAndSomethingElseIsConfirmed() {
        assertThat(shares("e1", OLD, null)).hasValue("10, 50");
        assertThat(shares("e0", OLD, null)).as("it does not say so").isEmpty();
        assertThat(shares("e1", null, null)).as("the first version").isEmpty();
        assertThat(shares("e1", NEW, null)).as("it is confirmed already").isEmpty();
    }

    @Test
    @Tag("BACK-3")
    void notWhereTheConfirmedVersionDoesNotRunOnWhatTheNewOneMakesOfTheDatabase() {
        assertThat(shares("e2", OLD, RollbackMode.IMAGE_ONLY)).hasValue("10, 50");
        assertThat(shares("e2", OLD, RollbackMode.IMAGE_AND_RESTORE)).isEmpty();
    }
}
