package io.slipway;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The built jar unpacked, with an archive of the classes that a start loads: the same program, in half the time. For what
 * is started again and again and spoken to over REST. {@link OpenShop}, the house of the tests of access and {@link JarProcess}
 * start the jar itself: unpacked, Tomcat finds nothing of the jars that a manifest names, and Camunda's pages miss their plug-ins.
 *
 * <p>It lies beside the jar, and is made by the first of the test JVMs that needs it.
 *
 * @see <a href="https://docs.spring.io/spring-boot/reference/packaging/class-data-sharing.html">Class Data Sharing</a>
 */
final class QuickJar {

    private static @Nullable List<String> program;

    private QuickJar() {}

    /** What a JVM is told to run, in place of {@code -jar} and the jar. */
    static synchronized List<String> program() throws IOException, InterruptedException {
        if (program == null) {
            program = prepare();
        }
        return program;
    }

    private static List<String> prepare() throws IOException, InterruptedException {
        var jar = RunningSlipway.jar();
        var folder = Files.createDirectories(jar.resolveSibling("quick"));
        var unpacked = folder.resolve("app").resolve(jar.getFileName());
        var archive = folder.resolve("classes.jsa");
        try (var lock = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
                var mine = lock.lock()) {
            var made = folder.resolve("made");
            var of = Files.getLastModifiedTime(jar) + " by " + System.getProperty("java.vm.version");
            if (!Files.exists(made) || !Files.readString(made).equals(of)) {
                Files.deleteIfExists(made);
                make(jar, folder, unpacked, archive);
                Files.writeString(made, of);
            }
        }
        return List.of("-XX:SharedArchiveFile=" + archive, "-jar", unpacked.toString());
    }

    private static void make(Path jar, Path folder, Path unpacked, Path archive)
            throws IOException, InterruptedException {
        for (var old : List.of("app", "catalog", "data")) {
            FileSystemUtils.deleteRecursively(folder.resolve(old));
        }
        var log = folder.resolve("log");
        run(
                log,
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--destination",
                folder.resolve("app").toString());
        // without the sample: JDK 17 crashes while it archives the lambdas of JGit's signed jar
        run(
                log,
                "-XX:ArchiveClassesAtExit=" + archive,
                "-Dspring.context.exit=onRefresh",
                "-jar",
                unpacked.toString(),
                "--server.port=0",
                "--slipway.worker.slots=0",
                "--slipway.catalog=" + SmallCatalog.write(folder.resolve("catalog"), 1),
                "--slipway.data=" + Files.createDirectory(folder.resolve("data")));
    }

    private static void run(Path log, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(RunningSlipway.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(arguments));
        var status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException(command + " ended with " + status + ": " + Files.readString(log));
        }
    }
}
