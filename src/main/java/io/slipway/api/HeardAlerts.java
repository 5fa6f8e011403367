package io.slipway.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which of Slipway's own alerts came back, and when, for an hour; all engine nodes see the same. The clock is the database's, so
 * that it does not matter whose node heard and whose is asked.
 */
@Component
@Profile("!worker")
class HeardAlerts {

    private static final Logger LOG = LoggerFactory.getLogger(HeardAlerts.class);

    /**
     * One that came back.
     *
     * @param at when
     * @param ago how long ago that is
     */
    record Heard(Instant at, Duration ago) {}

    private final JdbcClient database;

    HeardAlerts(JdbcClient database) {
        this.database = database;
    }

    /** Remembers them; what is heard again was heard the first time. */
    void add(Collection<String> nonces) {
        database.sql("DELETE FROM slipway_heard_alert WHERE heard_at < CURRENT_TIMESTAMP - INTERVAL '1' HOUR")
                .update();
        nonces.forEach(this::add);
    }

    private void add(String nonce) {
        try {
            database.sql("INSERT INTO slipway_heard_alert (nonce, heard_at) VALUES (?, CURRENT_TIMESTAMP)")
                    .param(nonce)
                    .update();
        } catch (DuplicateKeyException e) {
            LOG.debug("The alert {} was brought again", nonce);
        }
    }

    /** Empty: it was not heard. */
    Optional<Heard> find(String nonce) {
        return database.sql("SELECT heard_at, CURRENT_TIMESTAMP FROM slipway_heard_alert WHERE nonce = ?")
                .param(nonce)
                .query(HeardAlerts::read)
                .optional();
    }

    private static Heard read(ResultSet row, int number) throws SQLException {
        var at = row.getObject(1, OffsetDateTime.class).toInstant();
        return new Heard(
                at, Duration.between(at, row.getObject(2, OffsetDateTime.class).toInstant()));
    }
}
