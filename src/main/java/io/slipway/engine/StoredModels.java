package io.slipway.engine;

import io.slipway.contract.ProcessKey;
import io.slipway.engine.proof.DeployedModels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the database holds of models, past the engine, which keeps what it has once read. */
@Component
@Profile("!worker")
class StoredModels {

    private static final List<String> KEYS =
            Arrays.stream(ProcessKey.values()).map(ProcessKey::id).toList();

    /** A part of a running release. */
    record Used(String release, String process, String deployment) {}

    /** A process that is named like one of ours. */
    record Named(String definition, String deployment) {}

    private final JdbcClient database;

    StoredModels(JdbcClient database) {
        this.database = database;
    }

    /** What Slipway deployed last; empty: nothing yet. */
    Optional<String> newest() {
        return database.sql(
                        "SELECT ID_ FROM ACT_RE_DEPLOYMENT WHERE NAME_ = ? ORDER BY DEPLOY_TIME_ DESC FETCH FIRST 1 ROW ONLY")
                .param(ModelDeployer.NAME)
                .query(String.class)
                .optional();
    }

    /** SHA-256 of everything in a deployment, by name. */
    Map<String, String> digests(String deployment) {
        var bytes = new TreeMap<String, byte[]>();
        database.sql("SELECT NAME_, BYTES_ FROM ACT_GE_BYTEARRAY WHERE DEPLOYMENT_ID_ = ?")
                .param(deployment)
                .query(row -> {
                    var content = row.getBytes(2);
                    bytes.put(row.getString(1), content == null ? new byte[0] : content);
                });
        return DeployedModels.digests(bytes);
    }

    /** Every process instance that is part of a running release. */
    List<Used> used() {
        return database.sql(
                        """
                        SELECT DISTINCT COALESCE(root.BUSINESS_KEY_, root.ID_), def.KEY_, def.DEPLOYMENT_ID_
                        FROM ACT_RU_EXECUTION part
                        JOIN ACT_RE_PROCDEF def ON def.ID_ = part.PROC_DEF_ID_
                        JOIN ACT_RU_EXECUTION root ON root.ID_ = part.ROOT_PROC_INST_ID_
                        JOIN ACT_RE_PROCDEF rootdef ON rootdef.ID_ = root.PROC_DEF_ID_
                        WHERE rootdef.KEY_ IN (:keys)
                        ORDER BY 1, 2""")
                .param("keys", List.of(ProcessKey.idsOfTheirOwn()))
                .query((row, number) -> new Used(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** Processes named like ours that Slipway did not deploy. */
    List<Named> foreign() {
        return database.sql(
                        """
                        SELECT def.ID_, COALESCE(def.DEPLOYMENT_ID_, 'none') FROM ACT_RE_PROCDEF def
                        LEFT JOIN ACT_RE_DEPLOYMENT dep ON dep.ID_ = def.DEPLOYMENT_ID_
                        WHERE def.KEY_ IN (:keys) AND (dep.NAME_ IS NULL OR dep.NAME_ <> :name)
                        ORDER BY 1""")
                .param("keys", KEYS)
                .param("name", ModelDeployer.NAME)
                .query((row, number) -> new Named(row.getString(1), row.getString(2)))
                .list();
    }

    /** Processes that a start would take and that are not of this deployment. */
    List<Named> startedInsteadOf(String deployment) {
        return database.sql(
                        """
                        SELECT def.ID_, def.DEPLOYMENT_ID_ FROM ACT_RE_PROCDEF def
                        WHERE def.KEY_ IN (:keys) AND def.DEPLOYMENT_ID_ <> :deployment
                        AND def.VERSION_ = (SELECT MAX(other.VERSION_) FROM ACT_RE_PROCDEF other WHERE other.KEY_ = def.KEY_)
                        ORDER BY 1""")
                .param("keys", KEYS)
                .param("deployment", deployment)
                .query((row, number) -> new Named(row.getString(1), row.getString(2)))
                .list();
    }
}
