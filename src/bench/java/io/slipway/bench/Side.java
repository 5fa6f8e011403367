package io.slipway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** One of the two applications, in a process of its own. */
final class Side implements AutoCloseable {

    /** What a bare application does not have. Without Slipway's classes it has none of its settings either. */
    private static final List<String> NOT_BARE = List.of("flyway", "webapp", "spin", "actuator", "spring-security");

    private static final Path TESTS = Path.of("target", "test-classes");

    /** Where in an answer the single releases begin. */
    private static final int EACH = 2;

    private final String name;
    private final List<Double> latencies = new ArrayList<>();
    private final List<Double> afterIdling = new ArrayList<>();
    private final List<Double> releasesPerSecond = new ArrayList<>();
    /** What a release used of the cores, in milliseconds. */
    private final List<Double> cpuMillis = new ArrayList<>();

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter questions;
    private final PrintWriter log;

    private Side(String name, Path folder, List<String> command) throws IOException {
        this.name = name;
        say("starting");
        log = new PrintWriter(Files.newBufferedWriter(folder.resolve("log")), true);
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        answer();
    }

    static Side slipway(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("catalog"));
        return new Side(
                "Slipway",
                folder,
                command(
                        classPath(folder, entry -> true),
                        SlipwayApplication.class,
                        "--slipway.data=" + folder,
                        "--slipway.catalog=" + folder.resolve("catalog")));
    }

    static Side bare(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new Side(
                "Bare Camunda",
                folder,
                command(
                        classPath(folder, Side::isBare),
                        BareApplication.class,
                        "--spring.datasource.url=jdbc:h2:file:" + folder.resolve("camunda-h2-database")));
    }

    private static boolean isBare(Path entry) {
        var file = entry.getFileName().toString();
        return !entry.endsWith(Path.of("target", "classes"))
                && NOT_BARE.stream().noneMatch(file::contains);
    }

    /** This JVM's, but of the tests' classes only the benchmark's: the tests bring a configuration of the engine. */
    private static String classPath(Path folder, Predicate<Path> wanted) throws IOException {
        var own = Path.of("io", "slipway", "bench");
        FileSystemUtils.copyRecursively(
                TESTS.resolve(own), folder.resolve("classes").resolve(own));
        var entries = Stream.of(System.getProperty("java.class.path").split(":"))
                .map(Path::of)
                .filter(entry -> !entry.endsWith(TESTS))
                .filter(wanted);
        return Stream.concat(Stream.of(folder.resolve("classes")), entries)
                .map(Path::toString)
                .collect(Collectors.joining(":"));
    }

    private static List<String> command(String classPath, Class<?> main, String... settings) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-Xmx512m", "-cp", classPath, main.getName(), "--server.port=0"));
        command.addAll(Arrays.asList(settings));
        return command;
    }

    String name() {
        return name;
    }

    /** How long single releases took, in milliseconds. */
    List<Double> latencies() {
        return latencies;
    }

    List<Double> afterIdling() {
        return afterIdling;
    }

    List<Double> releasesPerSecond() {
        return releasesPerSecond;
    }

    private void say(String what) {
        System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + name + ": " + what);
    }

    List<Double> cpuMillis() {
        return cpuMillis;
    }

    void warmUp(int releases) {
        ask(releases, 1);
        ask(releases, 50);
    }

    void oneAfterAnother(int releases) {
        var answer = ask(releases, 1);
        var fresh = answer.subList(EACH, answer.size());
        latencies.addAll(fresh);
        say("one after another, p50 / p95 " + Numbers.middle(fresh) + ", " + Numbers.millis(answer.get(1) / releases)
                + " CPU each");
    }

    void idled() {
        var millis = ask(1, 1).get(EACH);
        afterIdling.add(millis);
        say("after idling " + Numbers.millis(millis));
    }

    void inFlight(int releases, int inFlight) {
        var answer = ask(releases, inFlight);
        var rate = releases * 1000 / answer.get(0);
        releasesPerSecond.add(rate);
        cpuMillis.add(answer.get(1) / releases);
        say("%.1f releases a second with %d in flight, %.0f ms CPU each"
                .formatted(rate, inFlight, answer.get(1) / releases));
    }

    private List<Double> ask(int releases, int inFlight) {
        questions.println(releases + " " + inFlight);
        return Arrays.stream(answer().split(" ")).map(Double::valueOf).toList();
    }

    private String answer() {
        try {
            for (var line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(Agent.MARK)) {
                    return line.substring(Agent.MARK.length());
                }
                log.println(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException(name + " has ended; look into its log");
    }

    @Override
    public void close() throws IOException {
        questions.close();
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log.close();
    }
}
