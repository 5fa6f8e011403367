package io.slipway.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.target.Harbour;
import io.slipway.target.Version;
import io.slipway.worker.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody did by hand to real files and real processes. */
@Tag("ANTI-6")
class CheckTargetTest {

    private Harbour harbour;
    private Version confirmed;

    @BeforeEach
    void confirmAVersion(@TempDir Path folder) throws Exception {
        harbour = new Harbour(folder);
        confirmed = harbour.build("1.0.0", "good");
        harbour.run(confirmed, "a");
        harbour.run(confirmed, "b");
        harbour.target().current().pointTo(Optional.of(confirmed));
        harbour.target().confirm(confirmed);
    }

    @AfterEach
    void close() throws Exception {
        harbour.close();
    }

    private Finding look(@Nullable Version meant, @Nullable Version own) throws Exception {
        var variables = new HashMap<String, @Nullable Object>(Map.of("service", "shop", "environment", "staging"));
        if (meant != null) {
            variables.put("confirmedVersion", meant.number());
            variables.put("confirmedDigest", meant.digest());
        }
        variables.put("artifactDigest", own == null ? null : own.digest());
        var outcome = new CheckTarget(harbour.catalog())
                .work(new Job("1", "shop-1.1.0-staging-2", variables, Granting.none()));
        var finding = outcome.findings().get(0);
        assertThat(finding.rule()).isEqualTo(Rule.ANTI_6);
        assertThat(outcome.variables())
                .containsEntry(Variable.TARGET_VERDICT.name(), finding.verdict().id());
        assertThat(outcome.variables().get("confirmedDigest"))
                .as("what the server compares with the lease")
                .isEqualTo(variables.get("confirmedDigest"));
        return finding;
    }

    private void assertFails(@Nullable Version meant, @Nullable Version own, String why) throws Exception {
        var finding = look(meant, own);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.FAIL);
        assertThat(finding.why()).contains(why);
    }

    @Test
    void whatIsAsItWasConfirmedPasses() throws Exception {
        var finding = look(confirmed, null);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(Verdict.PASS);
        assertThat(finding.facts()).containsEntry("current", confirmed.digest()).containsEntry("running", "2");
    }

    @Test
    void aFileThatSomebodyEditedStops() throws Exception {
        var file = harbour.root().resolve("releases/" + confirmed.digest() + "/behaviour");
        var before = Files.readAllBytes(file);
        Files.writeString(file, "mended by hand");
        assertFails(confirmed, null, "behaviour");
        Files.write(file, before);
        Files.writeString(file.resolveSibling("patch.class"), "put there by hand");
        assertFails(confirmed, null, "patch.class");
        Files.delete(file.resolveSibling("patch.class"));
        assertThat(look(confirmed, null).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aVersionThatSomebodyStartedByHandStops() throws Exception {
        var stranger = harbour.build("9.9.9", "good");
        harbour.run(stranger, "b");
        assertFails(confirmed, null, "instance b runs version 9.9.9");
        assertThat(look(confirmed, stranger).verdict())
                .as("what this release started itself, before it was stopped")
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void aVersionThatSomebodyLetServeByHandStops() throws Exception {
        var stranger = harbour.build("9.9.9", "good");
        harbour.target().current().pointTo(Optional.of(stranger));
        assertFails(confirmed, null, "'current' points to " + stranger.digest());
        assertThat(look(confirmed, stranger).verdict()).isEqualTo(Verdict.PASS);
        harbour.target().current().pointTo(Optional.empty());
        assertFails(confirmed, null, "'current' points to nothing");
    }

    @Test
    void whereNothingWasEverConfirmedNothingServes() throws Exception {
        assertFails(null, null, "but confirmed is nothing");
        harbour.close();
        harbour.target().current().pointTo(Optional.empty());
        assertThat(look(null, null).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aTargetThatCannotBeReadIsUnknown() throws Exception {
        var list = harbour.root().resolve("confirmed");
        Files.delete(list);
        Files.createDirectory(list);
        assertThat(look(confirmed, null).verdict()).isEqualTo(Verdict.UNKNOWN);
    }
}
