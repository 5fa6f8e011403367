package io.slipway.siege;

import java.sql.SQLException;
import java.util.UUID;

/** A worker's task that the owner of the database writes, as the engine would. */
final class ForgedTask {

    private final Siege siege;

    ForgedTask(Siege siege) {
        this.siege = siege;
    }

    /** Takes away what was forged. */
    void clear(String instance) throws SQLException {
        siege.sql("DELETE FROM act_ru_incident WHERE proc_inst_id_ = '" + instance + "'");
        siege.sql("DELETE FROM act_ru_ext_task WHERE proc_inst_id_ = '" + instance + "'");
        siege.sql("DELETE FROM act_ru_variable WHERE name_ IN ('goalVersion', 'goalDigest') AND execution_id_ = '"
                + instance + "'");
    }

    /** The task of starting a version, in the name of a process instance; any forged before is taken away. */
    void start(String instance, String version) throws SQLException {
        clear(instance);
        variable(instance, "goalVersion", "'" + version + "'");
        variable(
                instance,
                "goalDigest",
                version.equals("1.0.0")
                        ? "(SELECT confirmed_digest FROM slipway_environment WHERE environment = 'staging')"
                        : "(SELECT text_ FROM act_ru_variable WHERE name_ = 'artifactDigest' AND execution_id_ = '"
                                + instance + "' LIMIT 1)");
        siege.sql(
                "INSERT INTO act_ru_ext_task (id_, rev_, topic_name_, suspension_state_, execution_id_, proc_inst_id_,"
                        + " proc_def_id_, proc_def_key_, act_id_, priority_, create_time_) SELECT '" + UUID.randomUUID()
                        + "', 1, 'start-instances', 1, id_, proc_inst_id_, proc_def_id_, 'release', 'Task_StartInstances', 0, now()"
                        + " FROM act_ru_execution WHERE id_ = '" + instance + "'");
    }

    private void variable(String instance, String name, String value) throws SQLException {
        siege.sql(
                "INSERT INTO act_ru_variable (id_, rev_, type_, name_, execution_id_, proc_inst_id_, var_scope_, text_,"
                        + " sequence_counter_, is_concurrent_local_) VALUES ('" + UUID.randomUUID()
                        + "', 1, 'string', '" + name
                        + "', '" + instance + "', '" + instance + "', '" + instance + "', " + value + ", 1, false)");
    }
}
