package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was heard is remembered by the database, each kind of which keeps the same. */
@Tag("GATE-2")
class HeardAlertsTest {

    private static final String ONE = "1".repeat(32);
    private static final String TWO = "2".repeat(32);

    private static JdbcClient open(DataSource source) throws IOException {
        var database = JdbcClient.create(source);
        for (var statement : Files.readString(Path.of("src/main/resources/db/migration/V5__heard_alert.sql"))
                .split(";\n")) {
            database.sql(statement).update();
        }
        return database;
    }

    @Test
    void inH2() throws IOException {
        var source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        assertKept(open(source));
    }

    @Test
    void inPostgres() throws IOException {
        try (var server = EmbeddedPostgres.start()) {
            assertKept(open(server.getPostgresDatabase()));
        }
    }

    private static void assertKept(JdbcClient database) {
        var node = new HeardAlerts(database);
        var another = new HeardAlerts(database);
        assertThat(node.find(ONE)).isEmpty();

        node.add(List.of(ONE));
        var heard = another.find(ONE).orElseThrow();
        assertThat(heard.ago()).isBetween(Duration.ZERO, Duration.ofSeconds(30));
        assertThat(heard.at()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));

        moveBack(database, 10);
        another.add(List.of(ONE, TWO));
        assertThat(node.find(ONE).orElseThrow().ago())
                .as("heard once is heard the first time")
                .isGreaterThan(Duration.ofMinutes(9));
        assertThat(node.find(TWO)).isPresent();

        moveBack(database, 55);
        node.add(List.of());
        assertThat(node.find(ONE)).as("more than an hour old").isEmpty();
        assertThat(node.find(TWO)).isPresent();
    }

    private static void moveBack(JdbcClient database, int minutes) {
        var moved = database.sql(
                        "UPDATE slipway_heard_alert SET heard_at = heard_at - INTERVAL '" + minutes + "' MINUTE")
                .update();
        assertThat(moved).isPositive();
    }
}
