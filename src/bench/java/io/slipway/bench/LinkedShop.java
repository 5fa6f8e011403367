package io.slipway.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.zip.ZipInputStream;

/**
 * The sample's shop as one service of one host: a folder for each release, a link to the current one, and a script that
 * stops and starts it as Debian's init scripts do, with Debian's {@code start-stop-daemon}.
 */
final class LinkedShop implements AutoCloseable {

    /** The release that is there from the beginning. */
    static final String FIRST = "20200101000000";

    private final Path sample;
    private final Path root;
    private final int port;
    private int releases;

    /** @param sample where the sample's artifacts and environment files are */
    LinkedShop(Path root, int port, Path sample, String version) throws IOException {
        this.root = Files.createDirectories(root);
        this.port = port;
        this.sample = sample;
        var first = unpack(FIRST, version);
        // Capistrano tells by the folder's time which one came before
        Files.setLastModifiedTime(first, FileTime.from(Instant.now().minus(1, ChronoUnit.DAYS)));
        Files.writeString(script(), text());
        if (!script().toFile().setExecutable(true)) {
            throw new IOException(script() + " cannot be made a program");
        }
    }

    Path root() {
        return root;
    }

    Path current() {
        return root.resolve("current");
    }

    Path script() {
        return root.resolve("shop");
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Brings a version to the users, whatever it takes: nobody measures this. */
    void deploy(String version) throws IOException, InterruptedException {
        releases++;
        var release = unpack("20260101%06d".formatted(releases), version);
        Files.deleteIfExists(current());
        Files.createSymbolicLink(current(), release);
        run("restart");
    }

    private Path unpack(String release, String version) throws IOException {
        var folder = root.resolve("releases").resolve(release);
        var artifact = sample.resolve("artifacts").resolve("shop-" + version + ".zip");
        try (var zip = new ZipInputStream(Files.newInputStream(artifact))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
        return folder;
    }

    private void run(String what) throws IOException, InterruptedException {
        Programs.run(root.resolve("script.log"), new ProcessBuilder(script().toString(), what));
    }

    private String text() {
        return """
                #!/bin/sh -e
                start() {
                  set -a; . %1$s; set +a
                  start-stop-daemon --start --quiet --background --make-pidfile --pidfile %2$s/pid \\
                    --chdir %2$s/current --output %2$s/log --exec %3$s -- \\
                    -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx64m -Dsun.net.httpserver.nodelay=true \\
                    -cp app shop.Shop --port %4$d
                }
                stop() {
                  start-stop-daemon --stop --quiet --oknodo --retry TERM/10/KILL/5 --remove-pidfile --pidfile %2$s/pid
                }
                case "$1" in
                  stop) stop ;;
                  restart) stop; start ;;
                esac
                """
                .formatted(
                        sample.resolve("staging.env"),
                        root,
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        port);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("stop");
    }
}
