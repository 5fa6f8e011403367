package io.slipway.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.catalog.Catalog;
import io.slipway.contract.Variable;
import io.slipway.permit.Granting;
import io.slipway.worker.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A real build for tests: an artifact of {@code shop} 1.0.0, attestations signed by real keys, and a catalog. */
public final class Shipyard {

    public static final String COMMIT = "c".repeat(40);
    public static final String OTHER_COMMIT = "d".repeat(40);

    private static final ObjectMapper JSON = new ObjectMapper();

    private String finishedOn = Instant.now().toString();
    private String calendar = "{timeZone: Europe/Vienna}";
    private final Path folder;
    private final KeyPair trusted = key();
    private final KeyPair second = key();
    private final KeyPair stranger = key();
    private final StringBuilder moreKeys = new StringBuilder();

    public Shipyard(Path folder) throws Exception {
        this.folder = folder;
        Files.createDirectories(folder.resolve("artifacts"));
        writePublic(trusted, trustedKey());
        writePublic(second, folder.resolve("second.pem"));
    }

    private static void writePublic(KeyPair key, Path file) throws Exception {
        var base64 = Base64.getMimeEncoder().encodeToString(key.getPublic().getEncoded());
        Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
    }

    private static KeyPair key() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    public Path artifact() {
        return folder.resolve("artifacts/shop-1.0.0.zip");
    }

    public Path trustedKey() {
        return folder.resolve("build.pem");
    }

    /** The environment file of the target. */
    public Path variables() {
        return folder.resolve("staging.env");
    }

    /** The folder of the target; nothing runs there yet. */
    public Path target() {
        return folder.resolve("target");
    }

    /** Builds an artifact that says of itself that it is this version of the commit {@link #COMMIT}. */
    public void build(String version, String... variables) throws Exception {
        zip("version: '" + version + "'\ncommit: '" + COMMIT + "'\nvariables: [" + String.join(", ", variables)
                + "]\n");
    }

    /** Builds version 1.0.0 of a commit, and attests it truly. */
    public void buildAndAttest(String commit) throws Exception {
        zip("version: '1.0.0'\ncommit: '" + commit + "'\nvariables: []\n");
        for (var kind : Attestation.Kind.values()) {
            write(kind, signed(statement(kind, digest(), commit, "PASSED")));
        }
    }

    /** Writes an artifact with that manifest. */
    public void zip(String manifest) throws Exception {
        var content = new LinkedHashMap<String, String>();
        content.put("slipway.yaml", manifest);
        content.put("app", "the program");
        zip(artifact(), content);
    }

    /** Writes a zip file; the names are taken as they are. */
    public static void zip(Path file, Map<String, String> content) throws Exception {
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : content.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(UTF_8));
            }
        }
    }

    /** When builds end from now on, by what they say. */
    public void finishedOn(String time) {
        finishedOn = time;
    }

    /** What the trusted key attests of these bytes: built from the commit, or tested with the result. */
    public Map<String, Object> statement(Attestation.Kind kind, String digest, String commit, String result) {
        var source = List.of(Map.of("digest", Map.of("gitCommit", commit)));
        var predicate = kind == Attestation.Kind.TESTS
                ? Map.of("result", result, "configuration", source)
                : Map.of(
                        "buildDefinition",
                        Map.of("resolvedDependencies", source),
                        "runDetails",
                        Map.of("metadata", Map.of("finishedOn", finishedOn)));
        return Map.of(
                "_type",
                "https://in-toto.io/Statement/v1",
                "subject",
                List.of(Map.of("name", "shop", "digest", Map.of("sha256", digest))),
                "predicateType",
                kind.predicateType(),
                "predicate",
                predicate);
    }

    /** Attests truly that the artifact as it is now was built from, and tested at, {@link #COMMIT}. */
    public void attest() throws Exception {
        for (var kind : Attestation.Kind.values()) {
            write(kind, signed(statement(kind, digest(), COMMIT, "PASSED")));
        }
    }

    public Envelope signed(Map<String, Object> statement) throws Exception {
        return Envelope.sign(JSON.writeValueAsBytes(statement), "build", trusted.getPrivate());
    }

    /** Signed by both keys that the catalog trusts. */
    public Envelope signedTwice(Map<String, Object> statement) throws Exception {
        var first = signed(statement);
        var more = Envelope.sign(JSON.writeValueAsBytes(statement), "second", second.getPrivate());
        return new Envelope(
                first.payloadType(),
                first.payload(),
                List.of(first.signatures().get(0), more.signatures().get(0)));
    }

    /** Signed by a key that nobody trusts, which calls itself as the trusted one. */
    public Envelope forged(Map<String, Object> statement) throws Exception {
        return Envelope.sign(JSON.writeValueAsBytes(statement), "build", stranger.getPrivate());
    }

    /** From now on the catalog trusts this key as well. */
    public void trust(String id, Cosign key) throws Exception {
        key.writePublicKey(folder.resolve(id + ".pem"));
        moreKeys.append(", {id: %s, file: ../%s.pem, owner: %s@build.invalid}".formatted(id, id, id));
    }

    /** Replaces what is attested of the artifact: one file of the kind, whose name ends so. */
    public void attest(Attestation.Kind kind, String ending, String text) throws Exception {
        Files.deleteIfExists(kind.beside(artifact()));
        add(kind, ending, text);
    }

    /** Writes one more file of the kind. */
    public void add(Attestation.Kind kind, String ending, String text) throws Exception {
        var bare = kind.beside(artifact());
        Files.writeString(bare.resolveSibling(bare.getFileName().toString().replace(".dsse.json", ending)), text);
    }

    /** Where the catalog says that the source lies; nothing is there. */
    public Path source() {
        return folder.resolve("source");
    }

    public void write(Attestation.Kind kind, Envelope envelope) throws Exception {
        Files.write(kind.beside(artifact()), JSON.writeValueAsBytes(envelope));
    }

    public String digest() throws Exception {
        return new ArtifactFile(artifact()).digest();
    }

    /** The task of a release of the artifact, whose facts were collected as it is now. */
    public Job job() throws Exception {
        return new Job(
                "1",
                "shop-1.0.0-staging-1",
                Map.of(
                        Variable.SERVICE.name(), "shop",
                        Variable.VERSION.name(), "1.0.0",
                        Variable.ENVIRONMENT.name(), "staging",
                        Variable.ARTIFACT_DIGEST.name(), digest(),
                        Variable.SOURCE_COMMIT.name(), COMMIT),
                Granting.none());
    }

    /** From now on staging has another calendar. */
    public void calendar(String yaml) {
        this.calendar = yaml;
    }

    public Catalog catalog() throws Exception {
        return catalog("", "");
    }

    /** The catalog with one more line about the service, and one about the environment. */
    public Catalog catalog(String service, String environment) throws Exception {
        var services = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(
                services.resolve("shop.yaml"),
                """
                service: shop
                artifacts: ../artifacts
                repository: ../source
                %s
                trustedKeys: [{id: build, file: ../build.pem, owner: Bea@Build.invalid},
                              {id: second, file: ../second.pem, owner: sam@build.invalid}%s]
                command: [app]
                health: /health
                keyFlows: [{name: Health, method: GET, path: /health, expect: {status: 200, within: PT2S}}]
                environments:
                  staging:
                    %s
                    after: {environment: test, soak: PT1H}
                    calendar: %s
                    variables: ../staging.env
                    settlingTime: PT1S
                    verification: {observationTime: PT5S, lookInterval: PT1S, leastRequests: 1, mostErrors: 0.1,
                                   slowerThan: PT1S, mostSlow: 0.1}
                    target: {kind: process, root: ../target, instances: {a: [1, 2]}, sparePort: 3}
                    traffic: {kind: none}
                    monitoring: {kind: direct}
                    address: {url: "http://127.0.0.1"}
                  test:
                    production: false
                    variables: ../test.env
                    settlingTime: PT1S
                    verification: {observationTime: PT5S, lookInterval: PT1S, leastRequests: 1, mostErrors: 0.1,
                                   slowerThan: PT1S, mostSlow: 0.1}
                    target: {kind: none}
                    traffic: {kind: none}
                    monitoring: {kind: direct}
                    address: {url: "http://127.0.0.1"}
                """
                        .formatted(service, moreKeys, environment, calendar));
        return Catalog.read(services);
    }
}
