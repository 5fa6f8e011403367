package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.artifact.Shipyard;
import io.slipway.catalog.Catalog;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import io.slipway.shell.Daemon;
import io.slipway.shell.LivingProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets in real files and on the command lines of real processes, where others can read them. */
@Tag("SEC-2")
class SecretsOnTheTargetTest {

    /** Put together here, so that nobody who looks for secrets finds them in this file. */
    private static final String AWS = "AKIA" + "Q3EGRIW7ZKQ5NPLX";

    private static final String KEY =
            "-----BEGIN PRIVATE " + "KEY-----\n" + "MC4CAQAwBQYDK2VwBCIEIFaLq8Zr0vXn2cJt6yPwKd3sHmUe5gRbTo1iAx9zNfQk\n";

    private Path folder;
    private Shipyard yard;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        this.folder = folder;
        yard = new Shipyard(folder);
        variables("LEVEL=high\n", "rw-r--r--");
    }

    @AfterEach
    void close() throws Exception {
        Daemon.stopAll(List.of(slot("a-1"), slot("spare-3")), Duration.ZERO);
    }

    private Daemon slot(String name) {
        return new Daemon(yard.target().resolve("instances").resolve(name));
    }

    private void variables(String text, String permissions) throws Exception {
        Files.writeString(yard.variables(), text);
        Files.setPosixFilePermissions(yard.variables(), PosixFilePermissions.fromString(permissions));
    }

    private Finding look() throws Exception {
        var finding = SecretsOnTarget.look(yard.catalog().service("shop"), "staging");
        assertThat(finding.rule()).isEqualTo(Rule.SEC_2);
        assertThat(finding.toString()).doesNotContain(AWS, "MC4CAQ");
        return finding;
    }

    private void assertFails(String... says) throws Exception {
        var finding = look();
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.FAIL);
        assertThat(finding.why()).contains(says);
    }

    private void assertPasses() throws Exception {
        var finding = look();
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.PASS);
    }

    @Test
    void whereThereIsNoneItPasses() throws Exception {
        assertPasses();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rwxrwxrwx"})
    void aFileThatOthersReadHoldsNone(String permissions) throws Exception {
        variables("LEVEL=high\nTOKEN=" + AWS + "\n", permissions);
        assertFails("staging.env (" + permissions + ") holds an AWS access key in TOKEN", "chmod 600");
    }

    @Test
    void itIsFoundInWhatIsNoVariableAsWellAndTheLineIsNamed() throws Exception {
        variables("LEVEL=high\n# once " + AWS + "\n", "rw-r--r--");
        assertFails("an AWS access key in line 2");
        variables(AWS + "=high\n", "rw-r--r--");
        assertFails("an AWS access key in line 1");
        variables("KEY=" + KEY, "rw-r--r--");
        assertFails("a private key in several lines");
    }

    /** That is where they belong. */
    @Test
    void aFileOfItsOwnersAloneMayHoldThem() throws Exception {
        variables("TOKEN=" + AWS + "\n", "rw-------");
        assertPasses();
    }

    @Test
    void aCommandOfTheCatalogHoldsNone() throws Exception {
        yard.catalog();
        var folder = this.folder.resolve("catalog");
        var file = folder.resolve("shop.yaml");
        Files.writeString(
                file, Files.readString(file).replace("command: [app]", "command: [app, --token=" + AWS + "]"));
        var finding = SecretsOnTarget.look(Catalog.read(folder).service("shop"), "staging");
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.why()).contains("'command' of shop in the catalog holds an AWS access key");
        assertThat(finding.toString()).doesNotContain(AWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a-1", "spare-3"})
    void aProcessThatRunsShowsNone(String slot) throws Exception {
        start(slot, "sleep 600");
        assertPasses();
        slot(slot).stop(Duration.ZERO);
        start(slot, "sleep 600", AWS);
        assertFails("instance '" + slot.replaceAll("-.*", "") + "'", "holds an AWS access key");
    }

    @Test
    void whatAProgramStartsShowsNoneEither() throws Exception {
        start("a-1", "sh -c 'sleep 600; true' " + "AKI\"\"A" + AWS.substring(4) + " & sleep 600; true");
        await().until(() -> look().verdict() == Verdict.FAIL);
        assertFails("of instance 'a' at 127.0.0.1:1 holds an AWS access key");
    }

    private void start(String slot, String script, String... more) throws Exception {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", script + "; true", "app"));
        command.addAll(List.of(more));
        assertThat(slot(slot).start(command, Map.of(), folder)).isTrue();
        var pid = ((Daemon.State.Running) slot(slot).state()).pid();
        await().until(() -> String.join(" ", new LivingProcess(pid).command()).contains("sleep 600"));
    }

    @Test
    void whatCannotBeLookedAtIsNotKnown() throws Exception {
        Files.delete(yard.variables());
        assertThat(look().verdict()).isEqualTo(Verdict.UNKNOWN);

        variables("", "rw-------");
        Files.createDirectories(yard.target().resolve("instances/a-1"));
        Files.writeString(yard.target().resolve("instances/a-1/pid"), "nobody");
        var finding = look();
        assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(finding.why()).contains("does not hold a pid");
        Files.delete(yard.target().resolve("instances/a-1/pid"));
    }
}
