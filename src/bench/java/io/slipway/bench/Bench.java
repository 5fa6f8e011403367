package io.slipway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Runs the benchmark and prints its tables; see {@code docs/benchmarks.md}. */
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        var began = Instant.now();
        var folder = Files.createTempDirectory("slipway-bench");
        System.out.println("The benchmark's data and logs lie in " + folder);
        var only = System.getProperty("bench.only", "");
        var report = new StringBuilder(Machine.describe()).append("\n");
        if (only.isEmpty() || only.equals("overhead")) {
            add(report, new Overhead().measure(folder));
        }
        if (only.isEmpty() || only.equals("way-back")) {
            add(report, new WayBack().measure(folder.resolve("way-back")));
        }
        if (only.isEmpty() || only.equals("exposure")) {
            add(report, new Exposure().measure(folder.resolve("exposure")));
        }
        if (only.isEmpty() || only.equals("backups")) {
            add(report, new Backups().measure(folder.resolve("backups")));
        }
        if (only.isEmpty() || only.equals("judge")) {
            add(report, new JudgeTable().measure());
        }
        System.out.println("Took " + Duration.between(began, Instant.now()).toSeconds() + " s");
    }

    private static void add(StringBuilder report, String table) throws IOException {
        report.append("\n").append(table);
        System.out.println("\n" + report);
        Files.writeString(Path.of("target", "benchmarks.md"), report);
    }
}
