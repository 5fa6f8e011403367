package io.slipway.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.artifact.Attestation.Kind;
import io.slipway.artifact.Shipyard;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.permit.Granting;
import io.slipway.worker.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectFactsTest {

    private Shipyard yard;

    @BeforeEach
    void build(@TempDir Path folder) throws Exception {
        yard = new Shipyard(folder);
        yard.build("1.0.0");
        yard.attest();
    }

    @Test
    @Tag("CLASS-1")
    void anApplicationReleaseIsOneWhereArtifactManifestAndProvenanceAgree() throws Exception {
        assertFacts("application", Rule.CLASS_1, yard.digest(), Shipyard.COMMIT, "agree");
    }

    @Test
    @Tag("CLASS-6")
    void aMissingAttestationIsUnclear() throws Exception {
        Files.delete(Kind.PROVENANCE.beside(yard.artifact()));

        assertUnclear(yard.digest(), Shipyard.COMMIT, "there is no shop-1.0.0.provenance.dsse.json");
    }

    @Test
    @Tag("CLASS-6")
    void aContradictingAttestationIsUnclear() throws Exception {
        provenance("0".repeat(64), Shipyard.COMMIT);
        assertUnclear(yard.digest(), Shipyard.COMMIT, "about another artifact");

        provenance(yard.digest(), Shipyard.OTHER_COMMIT);
        assertUnclear(yard.digest(), Shipyard.COMMIT, Shipyard.OTHER_COMMIT);

        yard.write(Kind.PROVENANCE, yard.forged(yard.statement(Kind.PROVENANCE, yard.digest(), Shipyard.COMMIT, "")));
        assertUnclear(yard.digest(), Shipyard.COMMIT, "no valid signature");
    }

    @Test
    @Tag("CLASS-6")
    void anArtifactThatSaysItIsAnotherVersionIsUnclear() throws Exception {
        yard.build("1.0.1");
        yard.attest();

        assertUnclear(yard.digest(), Shipyard.COMMIT, "version 1.0.1");
    }

    @Test
    @Tag("CLASS-6")
    void anArtifactWithoutAManifestThatCanBeReadIsUnclear() throws Exception {
        for (var manifest : new String[] {
            "", "null", "version: 1.0.0", "version: 1.0.0\ncommit: main\nvariables: []", "surprise: true", "\tno: yaml"
        }) {
            yard.zip(manifest);
            yard.attest();
            assertUnclear(yard.digest(), null, "slipway.yaml");
        }
        Shipyard.zip(yard.artifact(), Map.of("app", "the program"));
        assertUnclear(yard.digest(), null, "has no slipway.yaml");
        Files.writeString(yard.artifact(), "no zip file");
        assertUnclear(yard.digest(), null, "no zip file");
    }

    @Test
    @Tag("CLASS-6")
    void anArtifactThatIsNotThereIsUnclear() throws Exception {
        Files.delete(yard.artifact());

        assertUnclear(null, null, "shop-1.0.0.zip", "cannot be read");
    }

    private void provenance(String digest, String commit) throws Exception {
        yard.write(Kind.PROVENANCE, yard.signed(yard.statement(Kind.PROVENANCE, digest, commit, "")));
    }

    private void assertUnclear(@Nullable String digest, @Nullable String commit, String... says) throws Exception {
        assertFacts("unclear", Rule.CLASS_6, digest, commit, says);
    }

    private void assertFacts(String kind, Rule rule, @Nullable String digest, @Nullable String commit, String... says)
            throws Exception {
        var asked = Map.<String, @Nullable Object>of(
                Variable.SERVICE.name(), "shop", Variable.VERSION.name(), "1.0.0", Variable.CHANGE_KIND.name(), "docs");
        var outcome =
                new CollectFacts(yard.catalog()).work(new Job("1", "shop-1.0.0-staging-1", asked, Granting.none()));
        assertThat(outcome.variables())
                .containsEntry(Variable.CHANGE_KIND.name(), kind)
                .containsEntry(Variable.ARTIFACT_DIGEST.name(), digest)
                .containsEntry(Variable.SOURCE_COMMIT.name(), commit);
        assertThat(outcome.findings()).hasSize(1);
        assertThat(outcome.findings().get(0).rule()).isEqualTo(rule);
        assertThat(outcome.findings().get(0).why()).contains(says);
    }
}
