package io.slipway.evidence;

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
}
