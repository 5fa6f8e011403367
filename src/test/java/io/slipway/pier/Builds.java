package io.slipway.pier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.artifact.ArtifactFile;
import io.slipway.artifact.Attestation;
import io.slipway.artifact.Envelope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** Builds versions of a very small service, attested as Prepare asks for. An instance says in its log that it starts. */
public final class Builds {

    public static final String SERVICE = "pier";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROGRAM =
            """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;
            import java.nio.file.*;
            public class App {
                public static void main(String[] arguments) throws Exception {
                    var version = System.getenv("SLIPWAY_VERSION");
                    System.out.println("pier " + version + " starts");
                    if (run("start.sh") != 0) {
                        System.exit(1);
                    }
                    var behaviour = Files.readString(Path.of("behaviour"));
                    var digest = behaviour.equals("LIES") ? "0".repeat(64) : System.getenv("SLIPWAY_DIGEST");
                    var health = "{\\"status\\":\\"UP\\",\\"version\\":\\"" + version
                            + "\\",\\"digest\\":\\"" + digest + "\\"}";
                    var server = HttpServer.create(
                            new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])), 100);
                    server.createContext("/", exchange -> {
                        var isHealth = exchange.getRequestURI().getPath().equals("/health");
                        exchange.getResponseHeaders().set("X-Version", version);
                        exchange.sendResponseHeaders(
                                behaviour.equals("ERRS") && !isHealth ? 500 : 200, health.length());
                        exchange.getResponseBody().write(health.getBytes());
                        exchange.close();
                    });
                    server.createContext("/flow", exchange -> {
                        var went = run("flow.sh") == 0;
                        exchange.getResponseHeaders().set("X-Version", version);
                        exchange.sendResponseHeaders(went ? 200 : 500, -1);
                        exchange.close();
                    });
                    server.setExecutor(java.util.concurrent.Executors.newFixedThreadPool(8));
                    server.start();
                }

                private static int run(String script) {
                    try {
                        return Files.exists(Path.of(script))
                                ? new ProcessBuilder("sh", script).inheritIO().start().waitFor()
                                : 0;
                    } catch (Exception e) {
                        return 1;
                    }
                }
            }
            """;

    private final Path folder;
    private final KeyPair key;

    /** @param folder an empty one */
    public Builds(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.createDirectories(artifacts());
        var base64 = Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
        Files.writeString(
                folder.resolve("build.pem"), "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
        var source = Files.writeString(folder.resolve("App.java"), PROGRAM);
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler.run(null, null, null, "-d", folder.toString(), source.toString()) != 0) {
            throw new IllegalStateException("The service does not compile");
        }
    }

    /** The commit of a version, by somebody who has no account. */
    private String commit(String version) throws IOException {
        var author = new PersonIdent("Pia Kai", "pia@pier.invalid");
        var source = folder.resolve("source");
        try (var git = Git.init().setDirectory(source.toFile()).call()) {
            Files.writeString(source.resolve("App.java"), "// " + version + "\n" + PROGRAM);
            git.add().addFilepattern("App.java").call();
            return git.commit()
                    .setMessage("Build pier " + version)
                    .setAuthor(author)
                    .setCommitter(author)
                    .setSign(false)
                    .setAllowEmpty(true)
                    .call()
                    .name();
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path artifacts() {
        return folder.resolve("artifacts");
    }

    public String digest(String version) throws IOException {
        return new ArtifactFile(artifact(version)).digest();
    }

    private Path artifact(String version) {
        return artifacts().resolve(SERVICE + "-" + version + ".zip");
    }

    /** Builds and attests a version. */
    public void build(String version, Behaviour behaviour) throws IOException, GeneralSecurityException {
        build(version, behaviour, Map.of(), List.of());
    }

    /**
     * The same.
     *
     * @param scripts what a shell does: {@code start.sh} before it listens (if that ends badly, so does the program),
     *     {@code flow.sh} whenever somebody asks for {@code /flow}
     * @param variables that it needs
     */
    public void build(String version, Behaviour behaviour, Map<String, String> scripts, List<String> variables)
            throws IOException, GeneralSecurityException {
        var artifact = artifact(version);
        var commit = commit(version);
        try (var zip = new ZipOutputStream(Files.newOutputStream(artifact))) {
            put(zip, "App.class", Files.readAllBytes(folder.resolve("App.class")));
            put(zip, "behaviour", behaviour.name().getBytes(UTF_8));
            for (var script : scripts.entrySet()) {
                put(zip, script.getKey(), script.getValue().getBytes(UTF_8));
            }
            var manifest = "version: \"" + version + "\"\ncommit: \"" + commit + "\"\nvariables: "
                    + variables(variables) + "\n";
            put(zip, "slipway.yaml", manifest.getBytes(UTF_8));
        }
        var digest = new ArtifactFile(artifact).digest();
        var source = List.of(Map.of("digest", Map.of("gitCommit", commit)));
        attest(
                Attestation.Kind.PROVENANCE,
                artifact,
                digest,
                Map.of(
                        "buildDefinition",
                        Map.of("resolvedDependencies", source),
                        "runDetails",
                        Map.of("metadata", Map.of("finishedOn", Instant.now().toString()))));
        attest(Attestation.Kind.TESTS, artifact, digest, Map.of("result", "PASSED", "configuration", source));
    }

    private static String variables(List<String> names) {
        return names.stream()
                .map(name -> "{name: " + name + ", type: string, required: true}")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private void attest(Attestation.Kind kind, Path artifact, String digest, Map<String, ?> predicate)
            throws IOException, GeneralSecurityException {
        var statement = Map.of(
                "_type",
                "https://in-toto.io/Statement/v1",
                "subject",
                List.of(Map.of("digest", Map.of("sha256", digest))),
                "predicateType",
                kind.predicateType(),
                "predicate",
                predicate);
        var envelope = Envelope.sign(JSON.writeValueAsBytes(statement), "build", key.getPrivate());
        Files.write(kind.beside(artifact), JSON.writeValueAsBytes(envelope));
    }
}
