package io.slipway.evidence;

import io.slipway.contract.Rule;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which releases have ended. It says where to look, and no more: how they ended is in their own evidence. */
@Component
@Profile("!worker")
public class EndedReleases {

    private static final String SELECT = "SELECT release_key FROM slipway_evidence"
            + " WHERE kind = 'end' AND release_key LIKE ? ORDER BY sequence_number DESC";

    private static final String OF_RULE = "SELECT release_key FROM slipway_evidence"
            + " WHERE kind = 'end' AND release_key LIKE ? AND content LIKE ? ORDER BY sequence_number DESC";

    private final JdbcClient database;

    EndedReleases(JdbcClient database) {
        this.database = database;
    }

    /**
     * The keys of those of an environment, the newest end first. A service whose name only begins like this one may be
     * among them.
     */
    public List<String> of(String service, String environment) {
        return database.sql(SELECT)
                .param(service + "-%-" + environment + "-%")
                .query(String.class)
                .list();
    }

    /** The same of those that may be rehearsals of a rollback. */
    public List<String> rehearsals(String service, String environment) {
        return database.sql(OF_RULE)
                .params(service + "-%-" + environment + "-%", "%\"" + Rule.ROLL_4.id() + "\"%")
                .query(String.class)
                .list();
    }
}
