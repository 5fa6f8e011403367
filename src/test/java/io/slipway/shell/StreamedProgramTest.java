package io.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs between streams: whatever becomes of one end, nothing of the program is left. */
class StreamedProgramTest {

    private static final Tool SHELL = new Tool("sh", "dash");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static void write(OutputStream sink, Duration limit, String script) throws Exception {
        SHELL.writeTo(sink, limit, Map.of("WORD", "told"), List.of("-c", script));
    }

    private static void read(InputStream source, Duration limit, String script) throws Exception {
        SHELL.readFrom(source, limit, Map.of("WORD", "told"), List.of("-c", script));
    }

    @Test
    void whatItSaysIsWrittenAndWhatItComplainsOfIsNot() throws Exception {
        var sink = new ByteArrayOutputStream();
        write(sink, LIMIT, "head -c 300000 /dev/zero; echo \"$WORD\"; echo complaint >&2");
        assertThat(sink.size()).isEqualTo(300_005);
        assertThat(sink.toString(StandardCharsets.UTF_8)).endsWith("told\n").doesNotContain("complaint");
        assertThatThrownBy(() -> write(sink, LIMIT, "echo half; echo 'no such table' >&2; exit 3"))
                .isInstanceOf(IOException.class)
                .hasMessage("'sh' ended with 3: no such table");
    }

    @Test
    void itReadsAllThatASourceHas(@TempDir Path folder) throws Exception {
        var bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        var file = folder.resolve("file");
        read(new ByteArrayInputStream(bytes), LIMIT, "cat >" + file);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    /** It is the program that says why it wants no more. */
    @Test
    void aProgramThatReadsNoFurtherSaysItself() throws Exception {
        assertThatThrownBy(() ->
                        read(new ByteArrayInputStream(new byte[3_000_000]), LIMIT, "echo 'no archive' >&2; exit 1"))
                .hasMessage("'sh' ended with 1: no archive");
        read(new ByteArrayInputStream(new byte[3_000_000]), LIMIT, "head -c 10 >/dev/null");
    }

    @Test
    void aSinkThatTakesNoMoreAndASourceThatBreaksEndIt(@TempDir Path folder) throws Exception {
        var full = new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        var pid = folder.resolve("pid");
        assertThatThrownBy(() -> write(full, LIMIT, "echo $$ >" + pid + "; echo word; exec sleep 600"))
                .hasMessage("No space left on device");
        assertGone(pid);
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("it was altered");
            }
        };
        assertThatThrownBy(() -> read(broken, LIMIT, "echo $$ >" + pid + "; exec sleep 600"))
                .hasMessage("it was altered");
    }

    @Test
    void whatTakesTooLongIsKilledWithWhatItStarted(@TempDir Path folder) throws Exception {
        var pid = folder.resolve("pid");
        var began = Instant.now();
        for (var script :
                List.of("sleep 600 & echo $! >" + pid + "; wait", "echo $$ >" + pid + "; exec sleep 600 >&-")) {
            assertThatThrownBy(() -> write(OutputStream.nullOutputStream(), Duration.ofSeconds(1), script))
                    .hasMessageContaining("was not done after PT1S and was killed");
            assertGone(pid);
        }
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(15));
    }

    private static void assertGone(Path pid) throws IOException {
        var leader = Long.parseLong(Files.readString(pid).strip());
        await("process " + leader + " is gone").atMost(Duration.ofSeconds(5)).until(() -> ProcessHandle.of(leader)
                .filter(ProcessHandle::isAlive)
                .isEmpty());
    }
}
