package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.artifact.Attestation.Kind;
import io.slipway.artifact.Cosign;
import io.slipway.artifact.Shipyard;
import io.slipway.contract.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Provenance as GitLab's runner writes it, in statements v0.1: SLSA v1, and v0.2 before runner 16.7. */
@Tag("PREP-2")
class GitLabProvenanceTest {

    private static final String PROJECT = "https://gitlab.com/example/shop";

    private Shipyard yard;
    private PrepareChecks checks;
    private Cosign cosign;
    private String now;

    @BeforeEach
    void build(@TempDir Path folder) throws Exception {
        checks = PrepareChecks.at(folder);
        yard = checks.yard();
        cosign = checks.cosign();
        now = Instant.now().toString();
    }

    private String statement(String predicateType, String predicate) throws Exception {
        return """
                {"_type":"https://in-toto.io/Statement/v0.1","predicateType":"https://slsa.dev/provenance/%s",
                 "subject":[{"name":"notes.txt","digest":{"sha256":"%s"}},
                            {"name":"shop-1.0.0.zip","digest":{"sha256":"%s"}}],
                 "predicate":%s}"""
                .formatted(predicateType, "1".repeat(64), yard.digest(), predicate);
    }

    private String v1(String dependencies, String finishedOn) throws Exception {
        return statement(
                "v1",
                """
                {"buildDefinition":{"buildType":"https://gitlab.com/gitlab-org/gitlab-runner/-/blob/2147fb44/PROVENANCE.md",
                  "externalParameters":{"CI":"","entryPoint":"build-job","source":"%s"},
                  "internalParameters":{"architecture":"amd64","executor":"docker+machine","job":"10340684631"},
                  "resolvedDependencies":[%s]},
                 "runDetails":{"builder":{"id":"%s/-/runners/12270857","version":{"gitlab-runner":"2147fb44"}},
                  "metadata":{"invocationID":"10340684631","startedOn":"2025-06-13T07:25:13Z","finishedOn":"%s"}}}"""
                        .formatted(PROJECT, dependencies, PROJECT, finishedOn));
    }

    /** What lies beside the predicate is the runner's; SLSA has it in the predicate. */
    private String v02(String source, String materials, String metadata, String beside) throws Exception {
        var statement = statement(
                "v0.2",
                """
                {"buildType":"https://gitlab.com/gitlab-org/gitlab-runner/-/blob/v15.1.0/PROVENANCE.md",
                 "builder":{"id":"%s/-/runners/14811533"},
                 "invocation":{"configSource":%s,"environment":{"executor":"shell"},"parameters":{"CI":""}},
                 "metadata":{%s},"materials":[%s]}"""
                        .formatted(PROJECT, source, metadata, materials));
        return statement.substring(0, statement.length() - 1) + beside + "}";
    }

    private static String entry(String uri, String algorithm, String value) {
        return "{\"uri\":\"%s\",\"digest\":{\"%s\":\"%s\"}}".formatted(uri, algorithm, value);
    }

    private static String end(String time) {
        return "\"buildStartedOn\":\"2022-06-13T07:25:13Z\",\"buildFinishedOn\":\"" + time + "\"";
    }

    private void find(Verdict verdict, String says, String statement) throws Exception {
        checks.find(Kind.PROVENANCE, ".sigstore.json", cosign.bundle(statement), verdict, says);
    }

    @Test
    void passesAsTheRunnerWritesIt() throws Exception {
        var source = entry(PROJECT, "sha256", Shipyard.COMMIT);
        find(Verdict.PASS, "cosign attests", v1(source, now));
        assertThat(checks.of(Kind.PROVENANCE).facts()).containsEntry("finishedOn", now);
        find(Verdict.PASS, "cosign attests", v02(source, "", "", ",\"metadata\":{" + end(now) + "},\"materials\":[]"));
        assertThat(checks.of(Kind.PROVENANCE).facts()).containsEntry("finishedOn", now);
        var offset = Instant.now().atOffset(ZoneOffset.ofHours(2)).toString();
        find(Verdict.PASS, "cosign attests", v1(source, offset));
    }

    @Test
    void passesAsSlsaSaysIt() throws Exception {
        var git = entry("git+" + PROJECT + "@refs/heads/main", "sha1", Shipyard.COMMIT);
        find(Verdict.PASS, "cosign attests", v02("{}", git, end(now), ""));
        find(Verdict.PASS, "cosign attests", v02(git, git, end(now), ""));
        find(Verdict.PASS, "cosign attests", v1(entry(PROJECT, "gitCommit", Shipyard.COMMIT), now));
    }

    @Test
    void failsIfItIsOfAnotherCommitOrOfSeveral() throws Exception {
        var source = entry(PROJECT, "sha256", Shipyard.COMMIT);
        var other = entry(PROJECT, "sha256", Shipyard.OTHER_COMMIT);
        find(Verdict.FAIL, "attested of [" + Shipyard.OTHER_COMMIT + "]", v1(other, now));
        find(Verdict.FAIL, "attested of [" + Shipyard.OTHER_COMMIT + "]", v02(other, "", end(now), ""));
        var both = "attested of [" + Shipyard.COMMIT + ", " + Shipyard.OTHER_COMMIT + "]";
        find(Verdict.FAIL, both, v1(source + "," + other, now));
        find(Verdict.FAIL, both, v02(source, other, end(now), ""));
        find(
                Verdict.FAIL,
                both,
                v02(source, entry("git+https://else.where", "sha1", Shipyard.OTHER_COMMIT), end(now), ""));
    }

    @Test
    void whatIsNoCommitOfAGitRepositoryIsNone() throws Exception {
        var none = "attested of []";
        find(Verdict.FAIL, none, v1(entry(PROJECT, "sha256", "c".repeat(64)), now));
        find(Verdict.FAIL, none, v02(entry(PROJECT, "sha256", "c".repeat(64)), "", end(now), ""));
        find(Verdict.FAIL, none, v1(entry("pkg:npm/tea@1.0.0", "sha1", Shipyard.COMMIT), now));
        find(Verdict.FAIL, none, v1("{\"digest\":{\"sha256\":\"" + Shipyard.COMMIT + "\"}}", now));
        find(Verdict.FAIL, none, v02("{}", entry("", "sha256", Shipyard.COMMIT), end(now), ""));
        find(Verdict.FAIL, none, v1(entry(PROJECT, "sha512", Shipyard.COMMIT), now));
        var image = entry("docker://jdk@17", "sha1", Shipyard.OTHER_COMMIT);
        find(Verdict.PASS, "cosign attests", v1(entry(PROJECT, "sha256", Shipyard.COMMIT) + "," + image, now));
    }

    @Test
    void whatWasBuiltTooLongAgoOrNobodyKnowsWhenDoesNotPass() throws Exception {
        var source = entry(PROJECT, "sha256", Shipyard.COMMIT);
        var old = Instant.now().minus(Duration.ofDays(91)).toString();
        find(Verdict.FAIL, "The build is of " + old, v1(source, old));
        find(Verdict.FAIL, "The build is of " + old, v02(source, "", end(old), ""));
        find(Verdict.FAIL, "The build is of " + old, v02(source, "", end(old), ",\"metadata\":{" + end(now) + "}"));
        find(Verdict.UNKNOWN, "how old the build is", v02(source, "", "\"buildFinishedOn\":null", ""));
        find(Verdict.UNKNOWN, "how old the build is", v02(source, "", "\"finishedOn\":\"" + now + "\"", ""));
    }

    @Test
    void failsIfItIsOfAVersionThatIsNotRead() throws Exception {
        var good = v1(entry(PROJECT, "sha256", Shipyard.COMMIT), now);
        find(
                Verdict.FAIL,
                "not of https://slsa.dev/provenance/v1 or",
                good.replace("provenance/v1", "provenance/v0.1"));
        find(Verdict.FAIL, "not of", good.replace("Statement/v0.1", "Statement/v2"));
        checks.find(Kind.TESTS, ".sigstore.json", cosign.bundle(good), Verdict.FAIL, "not of");
    }
}
