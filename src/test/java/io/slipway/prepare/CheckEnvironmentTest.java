package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.artifact.Shipyard;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.worker.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

    private Shipyard yard;

    @BeforeEach
    void build(@TempDir Path folder) throws Exception {
        yard = new Shipyard(folder);
        yard.build("1.0.0", NEEDED.formatted("string"));
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

    private void variables(String text) throws Exception {
        Files.writeString(yard.variables(), text);
    }

    /** Returns all that was answered; the canary is never in it. */
    private String assertVerdict(Verdict verdict, String... says) throws Exception {
        var job = new Job(
                "1",
                "shop-1.0.0-staging-1",
                Map.of(
                        Variable.SERVICE.name(), "shop",
                        Variable.VERSION.name(), "1.0.0",
                        Variable.ENVIRONMENT.name(), "staging"),
                Granting.none());
        var outcome = new CheckEnvironment(yard.catalog()).work(job);
        var finding = outcome.findings().get(0);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(verdict);
        assertThat(finding.rule()).isEqualTo(Rule.PREP_3);
        assertThat(finding.why()).contains(says);
        assertThat(outcome.variables()).containsEntry(Variable.ENVIRONMENT_VERDICT.name(), verdict.id());
        assertThat(outcome.toString()).doesNotContain(CANARY);
        return outcome.toString();
    }
}
