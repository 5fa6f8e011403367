package io.slipway.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The same campaign with any numbers, on both databases; see {@code docs/faults.md}. */
public final class LongRun {

    private LongRun() {}

    public static void main(String[] arguments) throws Exception {
        var began = Instant.now();
        var report = new StringBuilder(Tally.head()).append('\n');
        var whole = run("H2", plan("h2", 200, 200, 160), List.of(), report);
        var other = plan("postgresql", 50, 50, 40);
        if (whole && !other.isEmpty()) {
            try (var postgres = EmbeddedPostgres.start()) {
                var settings = List.of(
                        "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.password=postgres");
                whole = run("PostgreSQL", other, settings, report);
            }
        }
        System.out.println("\n" + report + "\nTook "
                + Duration.between(began, Instant.now()).toSeconds() + " s");
        Files.writeString(Path.of("target", "faults.md"), report);
        System.exit(whole ? 0 : 1);
    }

    private static Fault.Plan plan(String database, int servers, int crews, int runs) {
        return new Fault.Plan(
                Integer.getInteger("faults." + database + ".server-kills", servers),
                Integer.getInteger("faults." + database + ".worker-kills", crews),
                Integer.getInteger("faults." + database + ".runs", runs));
    }

    /** Returns whether everything was as it has to be. */
    private static boolean run(String name, Fault.Plan plan, List<String> settings, StringBuilder report)
            throws Exception {
        if (plan.isEmpty()) {
            return true;
        }
        var folder = Files.createTempDirectory("slipway-faults");
        System.out.println("The data and logs of " + name + " lie in " + folder);
        var seed = Long.getLong("faults.seed", System.nanoTime());
        try (var world = new World(folder, Integer.getInteger("faults.environments", 8), settings)) {
            var tally = new Campaign(world, seed).run(plan);
            report.append(tally.row(name)).append('\n');
            System.out.println(tally.row(name));
            tally.violations().forEach(System.out::println);
            return tally.violations().isEmpty();
        }
    }
}
