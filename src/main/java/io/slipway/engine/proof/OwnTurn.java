package io.slipway.engine.proof;

import java.sql.SQLException;
import org.camunda.bpm.engine.impl.context.Context;

/**
 * Lets one transaction at a time take an answer for a release; the others wait, and then see what it has done. The lock is on
 * the row of the release's lease, which comes before the engine's own rows for everybody: the engine writes them last, each in
 * its order.
 */
final class OwnTurn {

    private static final String LOCK = "SELECT service FROM slipway_environment WHERE active_instance ="
            + " (SELECT ROOT_PROC_INST_ID_ FROM ACT_RU_EXECUTION WHERE ID_ = ?) FOR UPDATE";

    private OwnTurn() {}

    /**
     * Waits for the turn of the transaction that is under way; it ends with it.
     *
     * @param instance the process instance of the release, or of a part of it
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
