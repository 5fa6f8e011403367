package io.slipway;

import java.io.IOException;
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
        var folder = Files.createTempDirectory("quick");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
        var jar = RunningSlipway.jar();
        var log = folder.resolve("log");
        var app = folder.resolve("app");
        run(log, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", app.toString());
        var unpacked = app.resolve(jar.getFileName()).toString();
        var archive = folder.resolve("classes.jsa");
        // without the sample: JDK 17 crashes while it archives the lambdas of JGit's signed jar
        run(
                log,
                "-XX:ArchiveClassesAtExit=" + archive,
                "-Dspring.context.exit=onRefresh",
                "-jar",
                unpacked,
                "--server.port=0",
                "--slipway.worker.slots=0",
                "--slipway.catalog=" + SmallCatalog.write(folder.resolve("catalog"), 1),
                "--slipway.data=" + Files.createDirectory(folder.resolve("data")));
        return List.of("-XX:SharedArchiveFile=" + archive, "-jar", unpacked);
    }

    private static void run(Path log, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(RunningSlipway.java(), "-XX:TieredStopAtLevel=1"));
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
