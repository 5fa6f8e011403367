package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.artifact.Shipyard;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import io.slipway.shell.Daemon;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who real processes run as; these tests may run as root or as somebody else, and say what holds for who runs them. */
@Tag("SEC-3")
class UserCheckTest {

    private Path folder;
    private Shipyard yard;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        this.folder = folder;
        yard = new Shipyard(folder);
    }

    @AfterEach
    void close() throws Exception {
        daemon().stop(Duration.ZERO);
    }

    private Daemon daemon() {
        return new Daemon(folder.resolve("target/instances/a-1"));
    }

    private static boolean isRoot() throws Exception {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private Finding look() throws Exception {
        var finding = UserCheck.look(yard.catalog().service("shop"), "staging");
        assertThat(finding.rule()).isEqualTo(Rule.SEC_3);
        return finding;
    }

    @Test
    void whoStartsInstancesIsNotRoot() throws Exception {
        var finding = look();
        assertThat(finding.facts()).containsKey("workers");
        if (isRoot()) {
            assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(finding.why()).contains("workers, which start instances, run as root", "a user of their own");
        } else {
            assertThat(finding.why()).doesNotContain("root;");
        }
    }

    @Test
    void anInstanceIsNotRootNorAnythingThatItStarted() throws Exception {
        assertThat(daemon().start(List.of("/bin/sh", "-c", "sleep 600 & sleep 600"), Map.of(), folder))
                .isTrue();
        var finding = look();
        assertThat(finding.facts().keySet()).anyMatch(fact -> fact.contains("of a at 127.0.0.1:1"));
        if (isRoot()) {
            assertThat(finding.why()).contains("of instance 'a' runs as root");
        } else {
            assertThat(finding.why()).doesNotContain("of instance 'a' runs as root");
        }
    }

    @Test
    void sudoAllowsWhatTheCatalogListsAndNothingElse() {
        var reload = "(root) NOPASSWD: /usr/bin/systemctl reload nginx";
        assertThat(UserCheck.more(List.of(), List.of(), new TreeMap<>())).isEmpty();
        assertThat(UserCheck.more(List.of(reload), List.of(reload), new TreeMap<>()))
                .isEmpty();
        assertThat(UserCheck.more(List.of(reload, "(ALL) ALL"), List.of(reload), new TreeMap<>()))
                .containsExactly("sudo allows '(ALL) ALL', which is not listed");
        assertThat(UserCheck.more(List.of(), List.of(reload), new TreeMap<>()))
                .containsExactly("'sudo' lists '" + reload + "', which is not allowed");
    }
}
