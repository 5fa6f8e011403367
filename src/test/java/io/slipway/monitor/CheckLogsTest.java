package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.SmallCatalog;
import io.slipway.catalog.Catalog;
import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.target.LocalTarget;
import io.slipway.worker.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read, or compared, is not known. What is read of real programs: {@code DatabaseReleaseIT}. */
@Tag("VERI-2")
class CheckLogsTest {

    private final Map<String, @Nullable Object> variables = new HashMap<>();
    private Catalog catalog;
    private Path slot;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        catalog = Catalog.read(SmallCatalog.write(folder, 1));
        var target = new LocalTarget(catalog.service("tool"), "e0");
        var slots = target.slots().values().iterator().next();
        var instance =
                new Instance(slots.get(0).name(), "1.1.0", "d1", slots.get(0).address());
        slot = Files.createDirectories(Path.of(slots.get(0).daemon().toString()));
        variables.putAll(Map.of("service", "tool", "environment", "e0", "shiftedAt", "2026-11-27T12:00:00Z"));
        variables.put("instances", Instance.write(List.of(instance)));
    }

    private void assertFound(Verdict verdict, String why) throws Exception {
        var outcome = new CheckLogs(catalog).work(new Job("1", "tool-1", variables, Granting.none()));
        assertThat(outcome.findings())
                .singleElement()
                .extracting(Finding::verdict)
                .isEqualTo(verdict);
        assertThat(outcome.findings().get(0).why()).contains(why);
        assertThat(outcome.variables()).containsOnly(Map.entry("logsVerdict", verdict.id()));
    }

    @Test
    void withoutALogNothingIsKnown() throws Exception {
        assertFound(Verdict.UNKNOWN, "What was logged cannot be read");
    }

    @Test
    void withoutOneToCompareWithNothingIsKnown() throws Exception {
        Files.writeString(slot.resolve("log"), "tool 1.1.0 serves\n");
        variables.put("confirmedDigest", "d0");
        assertFound(Verdict.UNKNOWN, "no instance of the version before runs");
        variables.put("confirmedDigest", null);
        assertFound(Verdict.PASS, "Nothing ran here before");
    }

    @Test
    void withoutInstancesNothingIsKnown() throws Exception {
        variables.remove("instances");
        assertFound(Verdict.UNKNOWN, "no instance of the new version");
    }
}
