package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.artifact.Attestation.Kind;
import io.slipway.artifact.Cosign;
import io.slipway.artifact.Shipyard;
import io.slipway.contract.Finding;
import io.slipway.contract.Verdict;
import io.slipway.worker.Worker;
import java.nio.file.Path;

/** What <em>Prepare</em> finds of the tests and the build of an artifact, where cosign's key is trusted besides. */
record PrepareChecks(Shipyard yard, Cosign cosign) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of version 1.0.0, built and attested in an empty folder. */
    static PrepareChecks at(Path folder) throws Exception {
        var checks = new PrepareChecks(new Shipyard(folder), Cosign.key());
        checks.yard.build("1.0.0");
        checks.yard.attest();
        checks.yard.trust("cosign", checks.cosign);
        return checks;
    }

    Finding of(Kind kind) throws Exception {
        var catalog = yard.catalog();
        Worker worker = kind == Kind.TESTS ? new CheckTests(catalog) : new CheckBuild(catalog);
        return worker.work(yard.job()).findings().get(0);
    }

    /** What is attested in one file of the kind, whose name ends so, is found to be this. */
    void find(Kind kind, String ending, String text, Verdict verdict, String... says) throws Exception {
        yard.attest(kind, ending, text);
        find(kind, verdict, says);
    }

    void find(Kind kind, Verdict verdict, String... says) throws Exception {
        var finding = of(kind);
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(verdict);
        assertThat(finding.why()).contains(says);
    }

    /** The true statement of a kind about the artifact as it is now. */
    String statement(Kind kind) throws Exception {
        return statement(kind, yard.digest(), Shipyard.COMMIT, "PASSED");
    }

    String statement(Kind kind, String digest, String commit, String result) throws Exception {
        return JSON.writeValueAsString(yard.statement(kind, digest, commit, result));
    }
}
