package io.slipway.database;

import io.slipway.catalog.DatabaseAccess;
import io.slipway.shell.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A database of PostgreSQL as one account sees it, by PostgreSQL's own programs and by SQL. A password goes from its file to the
 * environment of a program, or to the driver, and into no command line and no message.
 *
 * <p>Over 150 lines: what a program is told, and what the driver is, are the same things, and stand beside each other.
 */
final class Postgres {

    private static final String DRIVER = "org.postgresql.Driver";
    private static final Tool DUMP = new Tool("pg_dump", "postgresql-client");
    private static final Tool LOAD = new Tool("psql", "postgresql-client");
    /**
     * What it is made of, without its rows, without owners and grants (whose roles another server does not have), and without what
     * reaches out to other servers.
     */
    private static final List<String> SCHEMA =
            List.of("--schema-only", "--no-owner", "--no-privileges", "--no-publications", "--no-subscriptions");

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int CONNECT_SECONDS = 10;
    private static final int ANSWER_SECONDS = 30;

    private final DatabaseAccess access;
    private final String name;

    Postgres(DatabaseAccess access, String name) {
        this.access = access;
        this.name = name;
    }

    /** What is done with a connection. */
    interface Talk<T> {
        T with(Connection connection) throws SQLException;
    }

    /** What is done with what was written down. */
    private interface Use<T> {
        T of(Path dump) throws IOException, InterruptedException;
    }

    /** What the database is made of at this moment. */
    Schema schema() throws IOException, InterruptedException {
        return dumped(SCHEMA, Schema::read);
    }

    /** Makes another one, which is empty, of what this one is made of; that is what is returned. */
    Schema copySchemaTo(Postgres other) throws IOException, InterruptedException {
        return dumped(SCHEMA, dump -> {
            other.load(dump);
            return Schema.read(dump);
        });
    }

    /** Gives tables of another one, which are empty, the rows that they have in this one. */
    void copyRowsTo(Postgres other, List<Table> tables) throws IOException, InterruptedException {
        var options = new ArrayList<>(List.of("--data-only"));
        tables.forEach(table -> options.add("--table=" + table.quoted()));
        dumped(options, dump -> {
            other.load(dump);
            return dump;
        });
    }

    private <T> T dumped(List<String> options, Use<T> use) throws IOException, InterruptedException {
        // nobody else may read it
        var dump = Files.createTempFile("slipway-", ".sql");
        try {
            var arguments = new ArrayList<>(options);
            arguments.addAll(List.of(
                    "--no-password",
                    "--encoding=UTF8",
                    "--lock-wait-timeout=" + CONNECT_SECONDS * 1000,
                    "--file=" + dump));
            run(DUMP, arguments);
            return use.of(dump);
        } finally {
            Files.delete(dump);
        }
    }

    /** Carries out what was written down: all of it, or nothing. */
    private void load(Path from) throws IOException, InterruptedException {
        run(
                LOAD,
                List.of(
                        "--no-psqlrc",
                        "--no-password",
                        "--quiet",
                        "--single-transaction",
                        "--set=ON_ERROR_STOP=1",
                        // what failed, and not the statement that it failed in
                        "--set=VERBOSITY=terse",
                        "--output=/dev/null",
                        "--file=" + from));
    }

    private void run(Tool tool, List<String> arguments) throws IOException, InterruptedException {
        try {
            tool.run(LIMIT, environment(), arguments);
        } catch (IOException e) {
            throw new IOException(this + ": " + e.getMessage(), e);
        }
    }

    private Map<String, String> environment() throws IOException {
        var environment = new HashMap<>(Map.of(
                "PGHOST", access.host(),
                "PGPORT", access.port().toString(),
                "PGUSER", access.user(),
                "PGDATABASE", name,
                "PGPASSWORD", password(),
                "PGPASSFILE", "/dev/null",
                "PGAPPNAME", "slipway",
                "PGCONNECT_TIMEOUT", Integer.toString(CONNECT_SECONDS),
                "LC_ALL", "C"));
        if (access.trust() != null) {
            environment.put("PGSSLMODE", "verify-full");
            environment.put("PGSSLROOTCERT", access.trust().toString());
        }
        return environment;
    }

    /**
     * Asks something, or has something done, with a connection of its own.
     *
     * @throws IOException if the server does not answer, or refuses
     */
    <T> T ask(Talk<T> talk) throws IOException {
        var properties = new Properties();
        properties.put("user", access.user());
        properties.put("password", password());
        properties.put("ApplicationName", "slipway");
        properties.put("loginTimeout", Integer.toString(CONNECT_SECONDS));
        properties.put("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.put("socketTimeout", Integer.toString(ANSWER_SECONDS));
        if (access.trust() != null) {
            properties.put("sslmode", "verify-full");
            properties.put("sslrootcert", access.trust().toString());
        }
        var source = new DriverManagerDataSource(url(), properties);
        // nobody else may have loaded it where the engine's database is another one
        source.setDriverClassName(DRIVER);
        try (var connection = source.getConnection()) {
            return talk.with(connection);
        } catch (SQLException e) {
            throw new IOException(this + ": " + e.getMessage(), e);
        }
    }

    private String url() {
        var host = access.host().contains(":") ? "[" + access.host() + "]" : access.host();
        return "jdbc:postgresql://" + host + ":" + access.port() + "/" + name;
    }

    String password() throws IOException {
        try {
            return Files.readString(access.passwordFile()).strip();
        } catch (IOException e) {
            throw new IOException(
                    "the password of " + access + " was looked for in " + access.passwordFile()
                            + " and cannot be read: " + e.getClass().getSimpleName(),
                    e);
        }
    }

    @Override
    public String toString() {
        return "database '" + name + "' as " + access;
    }
}
