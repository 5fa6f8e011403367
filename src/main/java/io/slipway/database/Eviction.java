package io.slipway.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends whoever has a session in some databases, again and again for as long as it is open, and however often they come back. */
final class Eviction implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Eviction.class);
    private static final int PAUSE_MILLIS = 50;

    /** By number: once another one has taken the name, its sessions are nobody's business. */
    private static final String SESSIONS =
            """
            FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid, pg_roles me
            WHERE me.rolname = current_user AND a.pid <> pg_backend_pid() AND a.datid = ANY (?) AND %s
              (me.rolsuper OR NOT r.rolsuper AND (pg_has_role(r.oid, 'USAGE') OR pg_has_role('pg_signal_backend', 'USAGE')))
            """;

    private static final String END = "SELECT pg_terminate_backend(a.pid) " + SESSIONS.formatted("");
    private static final String STAYING = "SELECT r.rolname " + SESSIONS.formatted("NOT");

    private final Connection connection;
    private final Long[] databases;
    private final ScheduledExecutorService again = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> ending;

    /** @param connection its own from now on, and closed with it */
    Eviction(Connection connection, List<Long> databases) {
        this.connection = connection;
        this.databases = databases.toArray(Long[]::new);
        ending = again.scheduleWithFixedDelay(this::end, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void end() {
        try (var end = connection.prepareStatement(END)) {
            end.setArray(1, connection.createArrayOf("oid", databases));
            end.execute();
        } catch (SQLException e) {
            // whoever stays is in the way of the next step, which says so
            LOG.debug("Sessions could not be ended: {}", e.toString());
        }
    }

    /** Whose sessions there are that this account may not end. */
    static List<String> staying(Connection connection, List<Long> databases) throws SQLException {
        try (var ask = connection.prepareStatement(STAYING)) {
            ask.setArray(1, connection.createArrayOf("oid", databases.toArray()));
            var users = new TreeSet<String>();
            try (var answer = ask.executeQuery()) {
                while (answer.next()) {
                    users.add(answer.getString(1));
                }
            }
            return List.copyOf(users);
        }
    }

    @Override
    public void close() throws SQLException {
        ending.cancel(true);
        again.shutdownNow();
        // a question that is under way ends with it
        connection.abort(Runnable::run);
    }
}
