package io.slipway.database;

import io.slipway.catalog.DatabaseAccess;
import io.slipway.shell.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
    private static final Tool RESTORE = new Tool("pg_restore", "postgresql-client");
    /** Without owners and grants (whose roles another server does not have), and without what reaches out to other servers. */
    private static final List<String> WITHOUT_OTHERS =
            List.of("--no-owner", "--no-privileges", "--no-publications", "--no-subscriptions");

    /** What a killed program has begun ends at the server as well. */
    private static final String ENDING = "-c client_connection_check_interval=2000";

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
        return dumped(schemaOnly(), Schema::read);
    }

    private static List<String> schemaOnly() {
        var options = new ArrayList<>(WITHOUT_OTHERS);
        options.add("--schema-only");
        return options;
    }

    /** Makes another one, which is empty, of what this one is made of; that is what is returned. */
    Schema copySchemaTo(Postgres other) throws IOException, InterruptedException {
        return dumped(schemaOnly(), dump -> {
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

    /**
     * Writes all that it holds, as it was in a snapshot, in PostgreSQL's custom format. Subscriptions, which only superusers see, are left
     * out.
     *
     * @param snapshot as it was exported; whoever did so has it open still
     * @param limit when it is broken off
     */
    void dump(String snapshot, OutputStream sink, Duration limit) throws IOException, InterruptedException {
        try {
            DUMP.writeTo(
                    sink,
                    limit,
                    streaming(),
                    List.of(
                            "--format=custom",
                            "--snapshot=" + snapshot,
                            "--no-subscriptions",
                            "--no-password",
                            "--lock-wait-timeout=" + CONNECT_SECONDS * 1000));
        } catch (IOException e) {
            throw new IOException(this + ": " + e.getMessage(), e);
        }
    }

    /**
     * Fills it, while it is empty, with what a dump in the custom format holds, but for owners and grants: all of it, or nothing.
     *
     * @param limit when it is broken off
     */
    void restore(InputStream dump, Duration limit) throws IOException, InterruptedException {
        restore(dump, limit, WITHOUT_OTHERS);
    }

    /**
     * Fills it, while it is empty, with what a dump in the custom format of a database of the same server holds, with owners and grants: all
     * of it, or nothing.
     *
     * @param limit when it is broken off
     */
    void restoreAsItWas(InputStream dump, Duration limit) throws IOException, InterruptedException {
        restore(dump, limit, List.of("--no-subscriptions"));
    }

    private void restore(InputStream dump, Duration limit, List<String> without)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<>(without);
        arguments.addAll(List.of(
                // what looks like another format is not tried: a cut tar keeps pg_restore busy for ever
                "--format=custom",
                "--exit-on-error",
                "--single-transaction",
                "--no-tablespaces",
                "--no-password",
                "--dbname=" + name));
        try {
            RESTORE.readFrom(dump, limit, streaming(), arguments);
        } catch (IOException e) {
            throw new IOException(this + ": " + e.getMessage(), e);
        }
    }

    private Map<String, String> streaming() throws IOException {
        var environment = environment();
        environment.put("PGOPTIONS", ENDING);
        return environment;
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
        try (var connection = source(Duration.ofSeconds(ANSWER_SECONDS)).getConnection()) {
            return talk.with(connection);
        } catch (SQLException e) {
            throw new IOException(this + ": " + e.getMessage(), e);
        }
    }

    /**
     * A connection that somebody else closes.
     *
     * @param answer how long an answer may take
     */
    Connection connect(Duration answer) throws IOException {
        try {
            return source(answer).getConnection();
        } catch (SQLException e) {
            throw new IOException(this + ": " + e.getMessage(), e);
        }
    }

    private DriverManagerDataSource source(Duration answer) throws IOException {
        var properties = new Properties();
        properties.put("user", access.user());
        properties.put("password", password());
        properties.put("ApplicationName", "slipway");
        properties.put("loginTimeout", Integer.toString(CONNECT_SECONDS));
        properties.put("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.put("socketTimeout", Long.toString(answer.toSeconds() + 1));
        if (access.trust() != null) {
            properties.put("sslmode", "verify-full");
            properties.put("sslrootcert", access.trust().toString());
        }
        var source = new DriverManagerDataSource(url(), properties);
        // nobody else may have loaded it where the engine's database is another one
        source.setDriverClassName(DRIVER);
        return source;
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
