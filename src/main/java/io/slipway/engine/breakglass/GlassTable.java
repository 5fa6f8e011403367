package io.slipway.engine.breakglass;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which requests there are. What somebody writes into it opens nothing: the evidence has to say the same. */
@Component
@Profile("!worker")
class GlassTable {

    private static final String SELECT = "SELECT id, release_key, reason, requested_by, requested_at, confirmed_by,"
            + " confirmed_at, ended_at FROM slipway_break_glass ";

    private final JdbcClient database;

    GlassTable(JdbcClient database) {
        this.database = database;
    }

    void add(Glass glass) {
        database.sql("INSERT INTO slipway_break_glass (id, release_key, reason, requested_by, requested_at)"
                        + " VALUES (?, ?, ?, ?, ?)")
                .params(
                        glass.id(),
                        glass.release(),
                        glass.reason(),
                        glass.requestedBy(),
                        glass.requestedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The one with this id; whoever else wants it waits until this transaction has ended. */
    Optional<Glass> take(String id) {
        return database.sql(SELECT + "WHERE id = ? FOR UPDATE")
                .param(id)
                .query(GlassTable::read)
                .optional();
    }

    /** Those that have not ended, the oldest first. */
    List<Glass> current() {
        return database.sql(SELECT + "WHERE ended_at IS NULL ORDER BY requested_at, id")
                .query(GlassTable::read)
                .list();
    }

    void confirm(String id, String person, Instant at) {
        database.sql("UPDATE slipway_break_glass SET confirmed_by = ?, confirmed_at = ? WHERE id = ?")
                .params(person, at.atOffset(ZoneOffset.UTC), id)
                .update();
    }

    void end(String id, Instant at) {
        database.sql("UPDATE slipway_break_glass SET ended_at = ? WHERE id = ?")
                .params(at.atOffset(ZoneOffset.UTC), id)
                .update();
    }

    private static Glass read(ResultSet row, int number) throws SQLException {
        return new Glass(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getString(6),
                instant(row.getObject(7, OffsetDateTime.class)),
                instant(row.getObject(8, OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
