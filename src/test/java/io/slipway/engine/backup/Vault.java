package io.slipway.engine.backup;

import com.zaxxer.hikari.HikariDataSource;
import io.slipway.age.AgeKeys;
import io.slipway.age.Identity;
import io.slipway.age.Recipients;
import io.slipway.engine.Turns;
import io.slipway.evidence.Chronicle;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** An H2 file with evidence in it, which is backed up. */
final class Vault implements AutoCloseable {

    static final String PASSWORD = "of the database";

    final Path data;
    final Path folder;
    final AgeKeys keys = AgeKeys.make();
    final Path identity;
    final Chronicle chronicle;
    final DatabaseCopy database;
    private final DataSource turns;
    private final HikariDataSource pool = new HikariDataSource();

    Vault(Path place) throws IOException {
        data = Files.createDirectory(place.resolve("data"));
        folder = place.resolve("backups");
        identity = keys.write(place.resolve("identity"));
        pool.setJdbcUrl("jdbc:h2:file:" + data.resolve("slipway") + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0");
        pool.setUsername("slipway");
        pool.setPassword(PASSWORD);
        turns = Turns.on(pool);
        chronicle = new Chronicle(turns, data);
        chronicle.write("shop-1", "canary-of-the-database");
        database = new DatabaseCopy(turns, chronicle.copy(), chronicle.log());
    }

    /** The same database, whose copy is told when its turn is over, before anything else. */
    DatabaseCopy database(Runnable afterTheTurn) {
        var told = new DelegatingDataSource(turns) {

            @Override
            public Connection getConnection() throws SQLException {
                var connection = super.getConnection();
                return (Connection) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                            var answer = method.invoke(connection, arguments);
                            if (method.getName().equals("close")) {
                                afterTheTurn.run();
                            }
                            return answer;
                        });
            }
        };
        return new DatabaseCopy(told, chronicle.copy(), chronicle.log());
    }

    KeptBackups kept() {
        return new KeptBackups(folder, 7);
    }

    /** @param proving whether the secret key is here */
    BackupRun run(boolean proving) throws IOException {
        return run(database, proving);
    }

    BackupRun run(DatabaseCopy database, boolean proving) throws IOException {
        return new BackupRun(
                database,
                data,
                new Recipients(List.of(keys.recipient())),
                proving ? Identity.read(identity) : null,
                kept());
    }

    /** What lies in the data folder and is not Slipway's own. */
    List<String> leftOvers() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("backup"))
                    .toList();
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
