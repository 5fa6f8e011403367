package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.SmallCatalog;
import io.slipway.catalog.Catalog;
import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import io.slipway.target.LocalTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs as they lie in the slot of an instance; that programs write them there is for {@code DaemonTest}. */
@Tag("CHECK-6")
class LogCheckTest {

    private LocalTarget target;
    private Instance instance;
    private Path slot;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        target = new LocalTarget(Catalog.read(SmallCatalog.write(folder, 1)).service("tool"), "e0");
        var slots = target.slots().values().iterator().next();
        instance = new Instance(slots.get(0).name(), "1.0.0", "d1", slots.get(0).address());
        slot = Files.createDirectories(Path.of(slots.get(0).daemon().toString()));
        log("ERROR of the start before\n");
        Files.writeString(slot.resolve("log-from"), Files.size(slot.resolve("log")) + "\n");
    }

    private void log(String text) throws IOException {
        Files.writeString(
                slot.resolve("log"),
                text,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
    }

    private Finding look() {
        var finding = LogCheck.of(target, List.of(instance));
        assertThat(finding.rule()).isEqualTo(Rule.CHECK_6);
        return finding;
    }

    private void assertUnknown(String why) {
        var finding = look();
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.UNKNOWN);
        assertThat(finding.why()).contains(why, "attests it");
    }

    @Test
    void whatWentWellSinceTheStartIsClean() throws Exception {
        log("tool 1.0.0 serves\nand serves\n");
        assertThat(look().verdict()).isEqualTo(Verdict.PASS);
        assertThat(look().facts()).containsEntry(instance.name(), "2 lines, 0 that say that something is wrong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-26 ERROR the till is empty",
                "error: no tea",
                "12 errors",
                "Exception in thread \"main\" java.lang.NullPointerException",
                "java.lang.OutOfMemoryError: Java heap space",
                "level=fatal msg=gone",
                "[CRITICAL] gone",
                "Traceback (most recent call last):",
                "SEVERE: no connection",
                "thread 'main' panicked at src/main.rs"
            })
    void anErrorIsCountedAndNotQuoted(String line) throws Exception {
        log("all is well\n" + line + "\nall is well again\n");
        var finding = look();
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.why())
                .contains("instance " + instance.name() + " has logged 1 lines with an error")
                .doesNotContain(line);
        assertThat(finding.facts().toString()).contains("3 lines, 1 that").doesNotContain(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"terror in the aisles", "exceptional tea", "no panicking", "mirrored"})
    void aWordThatOnlyLooksLikeAnErrorIsNone(String line) throws Exception {
        log(line + "\n");
        assertThat(look().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aLogThatSaysNothingIsUnknown() {
        assertUnknown("has logged nothing since it was started");
    }

    @Test
    void aLogThatSomebodyCutIsUnknown() throws Exception {
        Files.writeString(slot.resolve("log"), "ok\n");
        assertUnknown("was cut since its program was started");
    }

    @Test
    void aLogThatNobodyCanReadIsUnknown() throws Exception {
        Files.delete(slot.resolve("log"));
        assertUnknown("cannot be read");
        Files.writeString(slot.resolve("log-from"), "somewhere\n");
        log("all is well\n");
        assertUnknown("cannot be read");
    }

    @Test
    void whereNothingRunsNothingIsKnown() {
        assertThat(LogCheck.of(target, List.of()).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    /** Nobody knows where the newest start begins in it, so all of it counts. */
    @Test
    void aLogOfUnknownBeginningCountsWhole() throws Exception {
        Files.delete(slot.resolve("log-from"));
        log("all is well\n");
        assertThat(look().verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aLogThatIsTooLongToReadIsUnknown() throws Exception {
        log(("all is well" + " ".repeat(1000) + "\n").repeat(34_000));
        assertUnknown("longer than");
    }

    /** One that says nothing does not hide one that says too much. */
    @Test
    void ofSeveralTheWorstCounts() throws Exception {
        var slots = target.slots().values().stream().flatMap(List::stream).toList();
        var other = new Instance(
                slots.get(slots.size() - 1).name(),
                "1.0.0",
                "d1",
                slots.get(slots.size() - 1).address());
        log("ERROR\n");
        assertThat(LogCheck.of(target, List.of(other, instance)).verdict()).isEqualTo(Verdict.FAIL);
        log("fine\n");
        assertThat(LogCheck.of(target, List.of(other)).verdict()).isEqualTo(Verdict.UNKNOWN);
    }
}
