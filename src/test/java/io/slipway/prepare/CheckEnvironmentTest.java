package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.artifact.ArtifactFile;
import io.slipway.artifact.Shipyard;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.shell.Daemon;
import io.slipway.shell.LivingProcess;
import io.slipway.worker.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PREP-3")
class CheckEnvironmentTest {

    private static final String CANARY = "canary-5c1d";
    private static final String NEEDED = "{name: LEVEL, type: %s, required: true}";

    private Path folder;
    private Shipyard yard;

    @BeforeEach
    void build(@TempDir Path folder) throws Exception {
        this.folder = folder;
        yard = new Shipyard(folder);
        yard.build("1.0.0", NEEDED.formatted("string"));
    }

    @AfterEach
    void stop() throws Exception {
        daemon().stop(Duration.ZERO);
    }

    @Test
    void passesIfEveryVariableIsThereOfItsType() throws Exception {
        yard.build(
                "1.0.0",
                "{name: LEVEL, type: integer, required: true}",
                "{name: OPEN, type: boolean, required: true}",
                "{name: HOME_PAGE, type: url, required: true}",
                "{name: TOKEN, type: string, required: true}",
                "{name: LIMIT, type: integer, required: false}");
        variables("# what shop needs\n\nLEVEL=-3\nOPEN=true\nHOME_PAGE=https://a.example/b?c=d\nTOKEN=" + CANARY);

        assertVerdict(Verdict.PASS, "every variable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LEVEL=", "LEVEL=  ", "#LEVEL=" + CANARY, "level=" + CANARY})
    void failsIfAVariableIsMissingOrEmpty(String line) throws Exception {
        variables(line + "\nTOKEN=" + CANARY + "\n");

        assertVerdict(Verdict.FAIL, "LEVEL is missing or empty");
    }

    @ParameterizedTest
    @CsvSource({"integer", "boolean", "url"})
    @Tag("SEC-2")
    void failsIfAVariableIsNotOfItsTypeAndDoesNotSayWhatItIs(String type) throws Exception {
        yard.build("1.0.0", NEEDED.formatted(type));
        variables("LEVEL=" + CANARY + "\n");

        assertVerdict(Verdict.FAIL, "LEVEL is not of type " + type);
    }

    @Test
    void failsIfTheVersionWouldGetABlankThatItsTypeDoesNotHave() throws Exception {
        yard.build("1.0.0", NEEDED.formatted("integer"));
        variables("LEVEL=20 \n");
        assertVerdict(Verdict.FAIL, "LEVEL is not of type integer");

        variables("LEVEL=20\r\n");
        assertVerdict(Verdict.PASS, "every variable");
    }

    @Test
    void failsIfAnOptionalVariableIsThereButWrong() throws Exception {
        yard.build("1.0.0", "{name: LIMIT, type: integer, required: false}");
        variables("LIMIT=many\n");

        assertVerdict(Verdict.FAIL, "LIMIT is not of type integer");
    }

    @Test
    @Tag("SEC-2")
    void failsIfALineIsNotAVariableAndNamesOnlyItsNumber() throws Exception {
        variables("LEVEL=a\n" + CANARY + "\nA B=" + CANARY + "\nLEVEL=" + CANARY + "\n");

        assertVerdict(Verdict.FAIL, "line 2 is not NAME=value; line 3 is not NAME=value; line 4");
    }

    @Test
    @Tag("SEC-2")
    void doesNotTakeTheRestOfASecretOfSeveralLinesForAName() throws Exception {
        variables("LEVEL=-----BEGIN KEY-----\ncanary5c1d==\n");

        assertThat(assertVerdict(Verdict.PASS, "every variable")).doesNotContain("canary5c1d");
    }

    @Test
    @Tag("SEC-2")
    void doesNotKnowIfTheFileCannotBeRead() throws Exception {
        assertVerdict(Verdict.UNKNOWN, "staging.env", "NoSuchFile");

        Files.write(yard.variables(), new byte[] {'L', '=', (byte) 0xff, (byte) 0xfe});
        assertVerdict(Verdict.UNKNOWN, "staging.env", "MalformedInput");

        Files.delete(yard.variables());
        Files.createDirectory(yard.variables());
        assertVerdict(Verdict.UNKNOWN, "staging.env");
    }

    @Test
    void doesNotKnowWithoutTheManifest() throws Exception {
        variables("LEVEL=" + CANARY + "\n");
        yard.zip("version: 1.0.0\n");
        assertVerdict(Verdict.UNKNOWN, "slipway.yaml");

        yard.build("1.0.0", NEEDED.formatted("colour"));
        assertVerdict(Verdict.UNKNOWN, "slipway.yaml", "colour");

        Files.delete(yard.artifact());
        assertVerdict(Verdict.UNKNOWN, "shop-1.0.0.zip");
    }

    /** What the new version does not read any more is removed only after it is confirmed, or there is no way back. */
    @Test
    @Tag("BACK-3")
    void whatTheConfirmedVersionStillReadsMayNotBeRemoved() throws Exception {
        var before = before("{name: OLD, type: integer, required: true}, {name: LEVEL, type: string, required: true}");
        variables("LEVEL=high\n");
        assertVerdict(Verdict.FAIL, before, "OLD is missing or empty for the confirmed version 0.9.0", "rollback");
        variables("LEVEL=high\nOLD=" + CANARY + "\n");
        assertVerdict(Verdict.FAIL, before, "OLD is not of type integer for the confirmed version 0.9.0");
        variables("LEVEL=high\nOLD=1\n");
        assertVerdict(Verdict.PASS, before, "every variable");
    }

    @Test
    void whatMissesForBothIsSaidOnce() throws Exception {
        var before = before("{name: LEVEL, type: string, required: true}");
        variables("LEVEL=\n");
        assertThat(assertVerdict(Verdict.FAIL, before, "LEVEL is missing")).doesNotContain("0.9.0");
    }

    @Test
    void doesNotKnowWithoutTheConfirmedArtifact() throws Exception {
        var before = before("");
        variables("LEVEL=high\n");
        Files.writeString(yard.artifact().resolveSibling("shop-0.9.0.zip"), "another");
        assertVerdict(Verdict.UNKNOWN, before, "shop-0.9.0.zip is not the one any more");
        Files.delete(yard.artifact().resolveSibling("shop-0.9.0.zip"));
        assertVerdict(Verdict.UNKNOWN, before, "shop-0.9.0.zip");
    }

    /** What a rollback would start with is tried by *Prove rollback path*; here it is said. */
    @Test
    @Tag("SEC-2")
    void whatWasChangedSinceTheConfirmedVersionWasStartedIsNamedAndNotSaid() throws Exception {
        var before = before(NEEDED.formatted("string") + ", {name: OPEN, type: boolean, required: false}");
        run(before, Map.of("LEVEL", "low", "SAME", "1"));
        yard.build("1.0.0", NEEDED.formatted("string"), "{name: SAME, type: integer, required: true}");
        variables("LEVEL=" + CANARY + "\nOPEN=true\nSAME=1\n");
        var said = assertVerdict(
                Verdict.PASS, before, "since what runs was started: LEVEL. New in the file since then: OPEN");
        assertThat(said).contains("changedSinceStart=LEVEL", "newSinceStart=OPEN", "comparedWithRunning=[a]");
        assertThat(said).doesNotContain("low").doesNotContain("SAME");
    }

    @Test
    @Tag("BACK-3")
    void whatTheConfirmedVersionRunsWithMayNotBeRemovedThoughItCanBeWithout() throws Exception {
        var before = before("{name: OLD, type: string, required: false}");
        variables("LEVEL=high\n");
        assertVerdict(Verdict.PASS, before, "every variable");

        run(before, Map.of("OLD", CANARY, "LEVEL", "high"));
        assertVerdict(Verdict.FAIL, before, "OLD was removed, and the confirmed version 0.9.0 runs with it still");
        variables("LEVEL=high\nOLD=\n");
        assertVerdict(Verdict.FAIL, before, "OLD was removed");
        variables("LEVEL=high\nOLD=" + CANARY + "\n");
        assertThat(assertVerdict(Verdict.PASS, before, "every variable")).doesNotContain("SinceStart");
    }

    @Test
    void doesNotKnowIfAnInstanceOfTheConfirmedVersionDoesNotRunOrIsAnother() throws Exception {
        var before = before("");
        variables("LEVEL=high\n");
        daemon().stop(Duration.ZERO);
        assertVerdict(Verdict.UNKNOWN, before, "'a'", "does not run the confirmed version");

        run(Map.of("confirmedDigest", "0".repeat(64)), Map.of());
        assertVerdict(Verdict.UNKNOWN, before, "does not run the confirmed version");

        var slot = folder.resolve("target/instances/a-1/environment");
        var told = Files.readString(slot).replace("0".repeat(64), String.valueOf(before.get("confirmedDigest")));
        Files.writeString(slot, told);
        assertVerdict(Verdict.UNKNOWN, before, "was started as another version");
    }

    /** Its program is gone, but not what that started. */
    @Test
    void doesNotKnowIfTheEnvironmentOfAnInstanceCannotBeRead() throws Exception {
        var before = before("");
        variables("LEVEL=high\n");
        daemon().stop(Duration.ZERO);
        start(before, Map.of(), "sleep 600 & exit");
        await().until(() -> daemon().state() instanceof Daemon.State.Running running
                && Files.notExists(Path.of("/proc/" + running.pid())));
        assertVerdict(Verdict.UNKNOWN, before, "the environment of instance 'a'", "cannot be read");
    }

    private Daemon daemon() {
        return new Daemon(folder.resolve("target/instances/a-1"));
    }

    /** Has the only instance run the confirmed version, with these variables. */
    private void run(Map<String, String> confirmed, Map<String, String> variables) throws Exception {
        daemon().stop(Duration.ZERO);
        start(confirmed, variables, "exec sleep 600");
        var running = (Daemon.State.Running) daemon().state();
        await().until(() ->
                String.join(" ", new LivingProcess(running.pid()).command()).equals("sleep 600"));
    }

    private void start(Map<String, String> confirmed, Map<String, String> variables, String script) throws Exception {
        var environment = new HashMap<>(variables);
        environment.put("SLIPWAY_VERSION", "0.9.0");
        environment.put("SLIPWAY_DIGEST", String.valueOf(confirmed.get("confirmedDigest")));
        assertThat(daemon().start(List.of("/bin/sh", "-c", script), environment, folder))
                .isTrue();
    }

    /** The confirmed version, as the check is told of it; it runs. */
    private Map<String, String> before(String reads) throws Exception {
        var artifact = yard.artifact().resolveSibling("shop-0.9.0.zip");
        Shipyard.zip(
                artifact,
                Map.of("slipway.yaml", "version: 0.9.0\ncommit: '" + "0".repeat(40) + "'\nvariables: [" + reads + "]"));
        var confirmed = Map.of("confirmedVersion", "0.9.0", "confirmedDigest", new ArtifactFile(artifact).digest());
        run(confirmed, Map.of());
        return confirmed;
    }

    private void variables(String text) throws Exception {
        Files.writeString(yard.variables(), text);
    }

    /** Returns all that was answered; the canary is never in it. */
    private String assertVerdict(Verdict verdict, String... says) throws Exception {
        return assertVerdict(verdict, Map.of(), says);
    }

    private String assertVerdict(Verdict verdict, Map<String, String> confirmed, String... says) throws Exception {
        var variables = new HashMap<String, @Nullable Object>(confirmed);
        variables.put(Variable.SERVICE.name(), "shop");
        variables.put(Variable.VERSION.name(), "1.0.0");
        variables.put(Variable.ENVIRONMENT.name(), "staging");
        var job = new Job("1", "shop-1.0.0-staging-1", variables, Granting.none());
        var outcome = new CheckEnvironment(yard.catalog()).work(job);
        var finding = outcome.findings().get(0);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(verdict);
        assertThat(finding.rule()).isEqualTo(Rule.PREP_3);
        assertThat(finding.why()).contains(says);
        assertThat(outcome.variables()).containsEntry(Variable.ENVIRONMENT_VERDICT.name(), verdict.id());
        assertThat(outcome.toString()).doesNotContain(CANARY);
        if (verdict != Verdict.UNKNOWN) {
            assertThat(outcome.variables().get("confirmedDigest"))
                    .as("what the server compares with the lease")
                    .isEqualTo(confirmed.get("confirmedDigest"));
        }
        return outcome.toString();
    }
}
