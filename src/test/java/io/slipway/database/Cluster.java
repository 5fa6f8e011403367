package io.slipway.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A real PostgreSQL of Debian's on loopback, in a folder of its own, as a user that is not root. */
public final class Cluster implements AutoCloseable {

    /** What a test that needs one says where there is none. */
    public static final String SKIPPED = "is skipped: Debian's package postgresql is not here. .ci/run installs it";

    /** Whose password holds what has a meaning in addresses, in files of passwords and to a shell. */
    public static final String PASSWORD = "p@ss word/%'$x:canary-3d1";

    private static final String OTHER = "nobody";

    private final Path folder;
    private final int port;

    public Cluster() throws Exception {
        folder = Files.createTempDirectory("slipway-postgres");
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var password = Files.writeString(folder.resolve("password"), PASSWORD);
        var owner = folder.getFileSystem().getUserPrincipalLookupService();
        if (isRoot()) {
            Files.setOwner(folder, owner.lookupPrincipalByName(OTHER));
            Files.setOwner(password, owner.lookupPrincipalByName(OTHER));
        }
        run(
                "initdb",
                "--pgdata=" + data(),
                "--username=boss",
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync");
        run(
                "pg_ctl",
                "--pgdata=" + data(),
                "--wait",
                "--log=" + folder.resolve("log"),
                "--options=-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off",
                "start");
    }

    /** Whether tests can have one; where not, a line says which test is skipped for that. */
    public static boolean isHere(Class<?> test) {
        var here = programs().isPresent();
        if (!here) {
            System.out.println(test.getSimpleName() + " " + SKIPPED);
        }
        return here;
    }

    /** Makes an account with the password that everybody has. */
    public void role(String name, String options) throws Exception {
        sql(
                "postgres",
                "CREATE ROLE " + name + " LOGIN " + options + " PASSWORD '" + PASSWORD.replace("'", "''") + "'");
    }

    /** Makes an empty database {@code shop}, instead of one that there may be, which its reader may read as docs/catalog.md says it. */
    public void shop(String owner) throws Exception {
        sql(
                "postgres",
                "DROP DATABASE IF EXISTS shop WITH (FORCE)",
                "CREATE DATABASE shop OWNER " + owner,
                "REVOKE ALL ON DATABASE shop FROM PUBLIC",
                "GRANT CONNECT ON DATABASE shop TO slipway_reader",
                "GRANT pg_read_all_data TO slipway_reader");
    }

    /** Where its programs are, if it is installed. */
    public static Optional<Path> programs() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public int port() {
        return port;
    }

    /** A connection of whoever it is; everybody has the same password. */
    public Connection connect(String user, String database) throws Exception {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, user, PASSWORD);
    }

    /** Has everything done, by its superuser. */
    public void sql(String database, String... statements) throws Exception {
        try (var connection = connect("boss", database);
                var statement = connection.createStatement()) {
            for (var text : statements) {
                statement.execute(text);
            }
        }
    }

    /** The first column of what it answers its superuser. */
    public List<String> ask(String database, String question) throws Exception {
        try (var connection = connect("boss", database);
                var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            var values = new ArrayList<String>();
            while (answer.next()) {
                values.add(answer.getString(1));
            }
            return values;
        }
    }

    /** All that is in a database, with its rows, owners and grants. */
    public String dump(String database) throws Exception {
        var builder =
                new ProcessBuilder(programs().orElseThrow().resolve("pg_dump").toString(), "--no-password");
        builder.environment().put("PGPASSWORD", PASSWORD);
        builder.environment().put("PGHOST", "127.0.0.1");
        builder.environment().put("PGPORT", Integer.toString(port));
        builder.environment().put("PGUSER", "boss");
        builder.environment().put("PGDATABASE", database);
        var process = builder.redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(text).isZero();
        return text.replaceAll("(?m)^\\\\(un)?restrict .*$", "");
    }

    private void run(String program, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        if (isRoot()) {
            // initdb refuses root
            command.addAll(List.of("setpriv", "--reuid=" + OTHER, "--regid=nogroup", "--clear-groups"));
        }
        command.add(programs().orElseThrow().resolve(program).toString());
        command.addAll(List.of(arguments));
        var output = folder.resolveSibling(folder.getFileName() + ".output").toFile();
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(program).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(output.toPath()))
                    .isZero();
        } finally {
            Files.deleteIfExists(output.toPath());
        }
    }

    private static boolean isRoot() throws IOException {
        var own = FileSystems.getDefault().getPath("/proc/self");
        return Files.getOwner(own).getName().equals("root");
    }

    private Path data() {
        return folder.resolve("data");
    }

    @Override
    public void close() throws Exception {
        try {
            run("pg_ctl", "--pgdata=" + data(), "--mode=immediate", "--wait", "stop");
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }
}
