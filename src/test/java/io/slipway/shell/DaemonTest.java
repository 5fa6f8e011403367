package io.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slipway.shell.Daemon.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final List<String> SLEEP = List.of("sleep", "600");

    private Path folder;
    private Path slot;
    private Daemon daemon;
    private final List<Process> others = new ArrayList<>();

    @BeforeEach
    void chooseSlot(@TempDir Path folder) {
        this.folder = folder;
        slot = folder.resolve("slots/one");
        daemon = new Daemon(slot);
    }

    @AfterEach
    void leaveNothingRunning() throws Exception {
        daemon.stop(Duration.ZERO);
        others.forEach(Process::destroyForcibly);
    }

    @Test
    void startsStopsAndStartsAgain() throws Exception {
        assertThat(daemon.state()).isEqualTo(new State.Stopped());

        assertThat(start(SLEEP)).isTrue();
        var pid = pid();
        assertThat(alive(pid)).isTrue();

        daemon.stop(GRACE);
        assertThat(alive(pid)).isFalse();
        assertThat(daemon.state()).isEqualTo(new State.Stopped());
        daemon.stop(GRACE);

        assertThat(start(SLEEP)).isTrue();
        assertThat(pid()).isNotEqualTo(pid);
    }

    @Test
    @Tag("DEPL-1")
    void neverRunsTwice() throws Exception {
        var marks = folder.resolve("marks");
        Callable<Boolean> starting =
                () -> new Daemon(slot).start(shell("echo x >> '" + marks + "'; exec sleep 600"), Map.of(), folder);
        var threads = Executors.newFixedThreadPool(4);
        var started = 0;
        for (var result : threads.invokeAll(List.of(starting, starting, starting, starting))) {
            started += result.get() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(started).isEqualTo(1);
        await().until(() -> Files.exists(marks));
        assertThat(start(shell("echo x >> '" + marks + "'"))).isFalse();
        assertThat(marks).hasContent("x");
    }

    @Test
    void neverRunsTwiceEvenIfTheProgramClosesTheLock() throws Exception {
        start(shell("exec 9>&-; exec sleep 600"));
        var pid = pid();
        await().until(() -> Files.notExists(Path.of("/proc/" + pid + "/fd/9")));

        assertThat(start(SLEEP)).isFalse();
        assertThat(pid()).isEqualTo(pid);
    }

    @Test
    void outlivesItsStarter() throws Exception {
        var starter = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        slot.toString())
                .start();
        others.add(starter);
        assertThat(starter.inputReader().readLine())
                .as("a starter that dies before its start is done may have started nothing")
                .isEqualTo("started");
        var pid = pid();

        starter.destroyForcibly().waitFor();

        assertThat(alive(pid)).isTrue();
        assertThat(session(pid))
                .as("Ctrl-C reaches the session of the terminal only")
                .isEqualTo(pid);
        assertThat(start(SLEEP)).as("another Slipway sees that it runs").isFalse();
        daemon.stop(GRACE);
        assertThat(alive(pid)).isFalse();
    }

    @Test
    void stopsTheWholeGroup() throws Exception {
        var child = folder.resolve("child");
        start(shell("sleep 600 & echo $! > '" + child + "'; wait"));
        await().until(() -> Files.exists(child) && !Files.readString(child).isBlank());

        daemon.stop(GRACE);

        assertThat(alive(Long.parseLong(Files.readString(child).strip()))).isFalse();
    }

    @Test
    void killsWhatDoesNotStopWithinTheGrace() throws Exception {
        var ready = folder.resolve("ready");
        start(shell("trap '' TERM; touch '" + ready + "'; while :; do sleep 1; done"));
        await().until(() -> Files.exists(ready));
        var pid = pid();

        daemon.stop(Duration.ofMillis(200));

        assertThat(alive(pid)).isFalse();
        assertThat(daemon.isStopped()).isTrue();
    }

    @Test
    void countsAsRunningWhileAChildLives() throws Exception {
        start(shell("sleep 600 & exec sleep 0"));
        var leader = pid();
        await().until(() -> !alive(leader));

        assertThat(daemon.state()).isEqualTo(new State.Running(leader));
        assertThat(start(SLEEP)).isFalse();
        daemon.stop(GRACE);
        assertThat(daemon.isStopped()).isTrue();
    }

    @Test
    void leavesAStrangerAloneWhoHasThePidNow() throws Exception {
        start(SLEEP);
        daemon.stop(GRACE);
        var stranger = new ProcessBuilder("setsid", "sleep", "600").start();
        others.add(stranger);
        await().until(() -> session(stranger.pid()) == stranger.pid());
        var words = Files.readString(slot.resolve("pid")).split(" ");
        Files.writeString(slot.resolve("pid"), stranger.pid() + " " + words[1] + " " + words[2]);

        assertThat(daemon.state()).isEqualTo(new State.Stopped());
        daemon.stop(Duration.ZERO);

        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    @Tag("SEC-2")
    void givesTheProgramItsEnvironmentAndNothingElse() throws Exception {
        var values = Map.of("A", " a 'b' \"c\" $(id) \\n", "slot", "own", "line", "too", "PATH", "/usr/bin:/bin");
        daemon.start(List.of("env"), values, folder);
        await().until(() -> daemon.isStopped());

        assertThat(Files.readAllLines(slot.resolve("log")))
                .containsExactlyInAnyOrder(values.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toArray(String[]::new));
        assertThat(daemon.variable("A")).hasValue(values.get("A"));
        assertThat(daemon.variable("B")).isEmpty();
        for (var file : List.of("environment", "log", "pid")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(slot.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    @Tag("SEC-2")
    void refusesVariablesThatCannotBeSetWithoutNamingTheirValue() {
        for (var variables : List.of(Map.of("a.b", "canary"), Map.of("A", "canary\ncanary"), Map.of("", "canary"))) {
            assertThatThrownBy(() -> daemon.start(SLEEP, variables, folder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot be set")
                    .hasMessageNotContaining("canary");
        }
        assertThat(slot.resolve("environment")).doesNotExist();
    }

    @Test
    void appendsToTheLogAndKnowsWhatWasSaidSinceTheNewestStart() throws Exception {
        for (var line : List.of("one", "two")) {
            start(List.of("echo", line));
            await().until(() -> daemon.isStopped());
            assertThat(daemon.said(4)).asString().isEqualTo(line + "\n");
            assertThatThrownBy(() -> daemon.said(3)).hasMessageContaining("longer than 3 bytes");
            assertThat(daemon.said(2, 2)).asString().isEqualTo(line + "\n");
            assertThat(daemon.said(1, 2)).asString().isEqualTo(line.charAt(0) + "\n" + line.charAt(2) + "\n");
            assertThat(daemon.since()).as("it has ended").isEmpty();
        }
        assertThat(slot.resolve("log")).hasContent("one\ntwo");
        Files.writeString(slot.resolve("log"), "cut");
        assertThatThrownBy(() -> daemon.said(1, 2)).hasMessageContaining("was cut since its program was started");
    }

    @Test
    void knowsSinceWhenItRuns() throws Exception {
        assertThat(daemon.since()).isEmpty();
        var before = Instant.now();
        start(SLEEP);
        // the host counts in hundredths of a second, and from a second that it guesses
        assertThat(daemon.since().orElseThrow())
                .isBetween(before.minusSeconds(2), Instant.now().plusSeconds(2));
    }

    @Test
    void saysWhyItCannotStart() {
        assertThatThrownBy(() -> daemon.start(SLEEP, Map.of(), folder.resolve("missing")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Starting sleep")
                .hasMessageContaining("missing");
        assertThatThrownBy(() -> Host.tool("setsid", folder.toString()))
                .hasMessageContaining("'setsid'")
                .hasMessageContaining("util-linux");
    }

    private boolean start(List<String> command) throws Exception {
        return daemon.start(command, Map.of(), folder);
    }

    private long pid() throws Exception {
        assertThat(daemon.state()).isInstanceOf(State.Running.class);
        return ((State.Running) daemon.state()).pid();
    }

    private static List<String> shell(String script) {
        return List.of("sh", "-c", script);
    }

    private static boolean alive(long pid) {
        return ProcessStat.of(pid).isPresent();
    }

    private static long session(long pid) {
        return ProcessStat.of(pid).orElseThrow().session();
    }

    /** A Slipway that is killed. */
    static final class Starter {

        private Starter() {}

        public static void main(String[] arguments) throws Exception {
            var slot = Path.of(arguments[0]);
            new Daemon(slot).start(SLEEP, Map.of(), Path.of("/"));
            System.out.println("started");
            Thread.currentThread().join();
        }
    }
}
