package io.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolTest {

    private static final Tool SHELL = new Tool("sh", "dash");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void tellsAProgramWhatItIsToldAndNothingElse() throws Exception {
        var said = SHELL.run(LIMIT, Map.of("SECRET", "canary"), List.of("-c", "tr '\\0' '\\n' </proc/self/environ"));
        assertThat(said.lines())
                .contains("SECRET=canary", "PATH=" + Host.PATH)
                .allMatch(line -> line.matches("(SECRET|PATH|PWD|OLDPWD|SHLVL|_)=.*"));
    }

    @Test
    void saysWhichPackageAProgramComesWithThatIsNotThere() {
        assertThatThrownBy(() -> new Tool("pg_nothing", "postgresql-client").run(LIMIT, Map.of(), List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("'pg_nothing'", "is not there", "postgresql-client");
    }

    @Test
    void saysHowItEndedAndTheBeginningOfWhatItSaid() {
        assertThatThrownBy(() -> SHELL.run(LIMIT, Map.of(), List.of("-c", "seq 1 9; echo no >&2; exit 3")))
                .isInstanceOf(IOException.class)
                .hasMessage("'sh' ended with 3: 1 / 2 / 3");
    }

    @Test
    void killsWhatTakesTooLongAndWhatItStarted(@TempDir Path folder) throws Exception {
        var pid = folder.resolve("pid");
        var script = "sleep 60 & echo $! >" + pid + "; wait";
        assertThatThrownBy(() -> SHELL.run(Duration.ofMillis(500), Map.of(), List.of("-c", script)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("500 ms");
        var child = Long.parseLong(Files.readString(pid).strip());
        await().atMost(LIMIT)
                .until(() ->
                        ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }
}
