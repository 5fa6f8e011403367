package io.slipway.engine.proof;

import java.sql.SQLException;
import org.camunda.bpm.engine.impl.context.Context;

/** Lets one transaction at a time go on with a process instance; the others wait, and then see what it has done. */
final class OwnTurn {

    private static final String LOCK = "SELECT ID_ FROM ACT_RU_EXECUTION WHERE ID_ = ? FOR UPDATE";

    private OwnTurn() {}

    /**
     * Waits for the turn of the transaction that is under way; it ends with it.
     *
     * @throws IllegalStateException if the database does not give it: the caller's transaction has to fail
     */
    static void await(String instance) {
        var connection =
                Context.getCommandContext().getDbSqlSession().getSqlSession().getConnection();
        try (var row = connection.prepareStatement(LOCK)) {
            row.setString(1, instance);
            row.executeQuery().close();
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Others have been at work on process instance " + instance + " for too long: " + e.getMessage(), e);
        }
    }
}
