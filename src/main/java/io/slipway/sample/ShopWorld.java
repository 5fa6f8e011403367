package io.slipway.sample;

import io.slipway.artifact.ArtifactFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.springframework.util.FileSystemUtils;

/**
 * The folder of the sample: repository, artifacts with their attestations, environment files, catalog. It is built once;
 * a build that was cut short is begun anew.
 *
 * @param folder where it lies
 * @param port the first of the ports that it uses
 * @param timeZone whose days are those of the shop's production
 * @param canaries the environments that give a new version the traffic step by step
 */
record ShopWorld(Path folder, int port, ZoneId timeZone, Set<String> canaries) {

    static final List<String> ENVIRONMENTS = List.of("staging", "production");
    private static final int PORTS_OF_AN_ENVIRONMENT = 20;

    Path catalog() {
        return folder.resolve("catalog");
    }

    Path artifacts() {
        return folder.resolve("artifacts");
    }

    Path source() {
        return folder.resolve("source");
    }

    /** What everybody who develops the shop pushes to. */
    Path remote() {
        return folder.resolve("shop.git");
    }

    Path secret() {
        return folder.resolve("gateway-secret");
    }

    /** Where users of an environment send their requests. */
    int gatewayPort(String environment) {
        return port + ENVIRONMENTS.indexOf(environment) * PORTS_OF_AN_ENVIRONMENT;
    }

    int controlPort(String environment) {
        return gatewayPort(environment) + 1;
    }

    private Path done() {
        return folder.resolve("done");
    }

    /** Builds what is not there yet; the catalog is written anew each time, as ports may have changed. */
    void build() throws IOException {
        if (!Files.exists(done())) {
            FileSystemUtils.deleteRecursively(folder);
            Files.createDirectories(artifacts());
            try (var source = new ShopSource(Files.createDirectories(source()))) {
                build(source, new BuildKey());
                source.push(remote());
            } catch (GitAPIException | GeneralSecurityException e) {
                throw new IOException("The sample's shop cannot be built", e);
            }
            FileSystemUtils.deleteRecursively(folder.resolve("work"));
            writePrivately(secret(), secretText());
            for (var environment : ENVIRONMENTS) {
                writePrivately(folder.resolve(environment + ".env"), variables(environment));
            }
            Files.createFile(done());
        }
        Files.createDirectories(catalog());
        Files.writeString(catalog().resolve("shop.yaml"), ShopCatalog.text(this));
    }

    private void build(ShopSource source, BuildKey key) throws IOException, GitAPIException, GeneralSecurityException {
        key.writePublicKey(folder.resolve("shop-build.pem"));
        for (var version : ShopVersion.ALL) {
            var commit = source.commit(version);
            var artifact = artifacts().resolve("shop-" + version.number() + ".zip");
            ShopBuild.build(source.folder(), version.number(), commit, folder.resolve("work"), artifact);
            key.attest(artifact, new ArtifactFile(artifact).digest(), commit, version.testResult());
            if (version.altered()) {
                ShopBuild.build(source.folder(), version.number(), commit, folder.resolve("altered"), artifact);
                try (var zip = java.nio.file.FileSystems.newFileSystem(artifact)) {
                    Files.writeString(
                            zip.getPath("README.md"),
                            "# Altered after the build\n",
                            StandardOpenOption.TRUNCATE_EXISTING);
                }
                FileSystemUtils.deleteRecursively(folder.resolve("altered"));
            }
        }
    }

    private static String secretText() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes) + "\n";
    }

    private String variables(String environment) {
        return "# what the shop needs to know in " + environment
                + "\nSHOP_CURRENCY=EUR\nSHOP_MAX_BASKET=20\nSHOP_PUBLIC_URL=http://127.0.0.1:"
                + gatewayPort(environment) + "\n";
    }

    private static void writePrivately(Path file, String text) throws IOException {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            channel.write(java.nio.charset.StandardCharsets.UTF_8.encode(text));
        }
    }
}
