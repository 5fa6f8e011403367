package io.slipway.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Gives connections to one thread at a time; that thread may have several.
 *
 * <p>It is for H2 files. H2 writes each of its maps to the disk as it is when its turn comes, not all as they are at one
 * moment, so that what another transaction does meanwhile can get there in part. Whoever is killed then finds rows of a
 * transaction that was never committed (h2database issue 2080; seen in three of 150 kills of H2 alone, and once in
 * evidence). If nobody else does anything while one commits there is nothing to be torn.
 */
final class OneAtATime extends DelegatingDataSource {

    private final ReentrantLock turn = new ReentrantLock(true);
    private final Duration patience;

    /** @param patience how long a thread waits for its turn */
    OneAtATime(DataSource database, Duration patience) {
        super(database);
        this.patience = patience;
    }

    /** @throws SQLTransientConnectionException if others have had their turn for longer than the patience */
    @Override
    public Connection getConnection() throws SQLException {
        return inTurn(super::getConnection);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return inTurn(() -> super.getConnection(user, password));
    }

    private interface Opening {
        Connection open() throws SQLException;
    }

    private Connection inTurn(Opening opening) throws SQLException {
        await();
        try {
            return released(opening.open());
        } catch (SQLException | RuntimeException e) {
            turn.unlock();
            throw e;
        }
    }

    private void await() throws SQLException {
        try {
            if (turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("Interrupted while others wrote the H2 file", e);
        }
        throw new SQLTransientConnectionException("Waited in vain for " + patience
                + ": the H2 file is written by one at a time, and somebody takes long. Many people and workers need"
                + " PostgreSQL (docs/running.md)");
    }

    /** The connection, which ends the turn when it is closed by the thread that got it. */
    private Connection released(Connection connection) {
        var open = new AtomicBoolean(true);
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    } finally {
                        if (method.getName().equals("close") && open.getAndSet(false)) {
                            turn.unlock();
                        }
                    }
                });
    }
}
