package io.slipway.bench;

import io.slipway.age.AgeKeys;
import io.slipway.catalog.DatabaseText;
import io.slipway.database.Cluster;
import io.slipway.target.Harbour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Slipway's backup of a database beside plain {@code pg_dump -Fc | age}, in turns. */
final class Backups {

    private static final int MEGABYTE = 1_000_000;

    private final AgeKeys keys = AgeKeys.make();

    /** @return the table */
    String measure(Path folder) throws Exception {
        var table = new StringBuilder(
                "### A backup\n\n| Database | Side | written (s) | restored and compared (s) | file | most memory |\n|---|---|---|---|---|---|\n");
        try (var cluster = new Cluster();
                var harbour = new Harbour(Files.createDirectories(folder))) {
            cluster.role("slipway_reader", "");
            cluster.role("slipway_scratch", "CREATEDB");
            for (var megabytes : List.of(Numbers.setting("megabytes", 2000) / 10, Numbers.setting("megabytes", 2000))) {
                fill(cluster, megabytes);
                prepare(folder, harbour, cluster);
                for (var round = 0; round < Numbers.setting("backups", 2); round++) {
                    table.append(plain(folder, cluster)).append(slipway(folder, cluster));
                }
            }
        }
        return table.toString();
    }

    private static void fill(Cluster cluster, int megabytes) throws Exception {
        cluster.shop("boss");
        // about 500 bytes a row, a part of which can be packed
        for (var table = 0; table < 4; table++) {
            cluster.sql(
                    "shop",
                    "CREATE TABLE orders_" + table
                            + " (id bigint PRIMARY KEY, at timestamptz, price numeric, note text)",
                    "INSERT INTO orders_" + table + " SELECT i, now() + i * interval '1 s', i / 7.0,"
                            + " repeat('tea ', 50) || md5(i::text) || md5((i + 1)::text) || sha512(i::text::bytea)::text"
                            + " FROM generate_series(1, " + megabytes * 500L + ") i");
        }
        cluster.sql("shop", "VACUUM ANALYZE");
    }

    private void prepare(Path folder, Harbour harbour, Cluster cluster) throws IOException {
        Files.createDirectories(folder.resolve("backups"));
        Files.writeString(folder.resolve("password"), Cluster.PASSWORD);
        keys.write(folder.resolve("identity"));
        var catalog = Files.createDirectories(folder.resolve("with-database"));
        Files.writeString(
                catalog.resolve("shop.yaml"),
                DatabaseText.into(harbour.yaml("process"), cluster.port(), keys.recipient(), ", keep: 1"));
    }

    private String plain(Path folder, Cluster cluster) throws Exception {
        var file = folder.resolve("plain");
        var builder = new ProcessBuilder(
                "bash",
                "-o",
                "pipefail",
                "-c",
                "pg_dump -Fc shop | age -r " + keys.recipient() + " > '" + file + "' && sync '" + file + "'");
        builder.environment().put("PGPASSWORD", Cluster.PASSWORD);
        builder.environment().put("PGHOST", "127.0.0.1");
        builder.environment().put("PGPORT", Integer.toString(cluster.port()));
        builder.environment().put("PGUSER", "boss");
        var began = System.nanoTime();
        if (builder.inheritIO().start().waitFor() != 0) {
            throw new IOException("pg_dump | age failed");
        }
        var row = row(
                cluster, "`pg_dump -Fc \\| age`", (System.nanoTime() - began) / MEGABYTE, "–", Files.size(file), "–");
        Files.delete(file);
        return row;
    }

    private static String slipway(Path folder, Cluster cluster) throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.slipway.bench.OneBackup",
                        folder.resolve("with-database").toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        var result = said.lines()
                .filter(line -> line.startsWith("RESULT "))
                .findFirst()
                .orElseThrow()
                .split(" ");
        return row(
                cluster,
                "Slipway",
                Long.parseLong(result[1]),
                seconds(Long.parseLong(result[2])),
                Long.parseLong(result[3]),
                Long.parseLong(result[4]) / 1000 + " MB");
    }

    private static String row(Cluster cluster, String side, long millis, String restored, long bytes, String memory)
            throws Exception {
        var size = Long.parseLong(
                cluster.ask("shop", "SELECT pg_database_size('shop')").get(0));
        return String.format(
                Locale.ROOT,
                "| %d MB | %s | %s | %s | %d MB | %s |%n",
                size / MEGABYTE,
                side,
                seconds(millis),
                restored,
                bytes / MEGABYTE,
                memory);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
    }
}
