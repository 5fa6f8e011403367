package io.slipway.evidence;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** Refuses changes and deletions in H2; PostgreSQL has a trigger of its own. Called by H2 by its name. */
public final class AppendOnly implements Trigger {

    @Override
    public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] after) throws SQLException {
        throw new SQLException("Evidence is append-only: nothing is changed or deleted");
    }
}
