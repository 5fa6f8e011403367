package io.slipway.engine.release;

import io.slipway.engine.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table {@code slipway_environment}: which release has an environment, and what was confirmed there last. Works in
 * the caller's transaction, the engine's: what a release does and what this table says of it are committed together.
 */
@Component
@Profile("!worker")
class Environments {

    private final JdbcClient database;

    Environments(JdbcClient database) {
        this.database = database;
    }

    /**
     * What an environment was when a release took it.
     *
     * @param number the release's number there, from 1
     * @param confirmedVersion the last confirmed version, null before the first one
     * @param confirmedDigest the SHA-256 of its artifact
     */
    record Taken(int number, @Nullable String confirmedVersion, @Nullable String confirmedDigest) {}

    /**
     * Gives the environment to a release. A second one waits here until the first one's transaction has ended.
     *
     * @param release the business key without its number
     * @throws Refusal if another release has it
     */
    Taken take(String service, String environment, String release, String instance) {
        var row = lock(service, environment);
        if (row.activeRelease() != null) {
            throw new Refusal(
                    "environment",
                    "the release " + row.activeRelease() + " has " + service + " in " + environment
                            + ". One release at a time: wait until it has ended, or withdraw it");
        }
        var number = row.lastNumber() + 1;
        database.sql("UPDATE slipway_environment SET last_number = ?, active_release = ?, active_instance = ?"
                        + " WHERE service = ? AND environment = ?")
                .params(number, release + "-" + number, instance, service, environment)
                .update();
        return new Taken(number, row.confirmedVersion(), row.confirmedDigest());
    }

    /** Records what the release that has the environment brought there: from now on what a rollback goes to. */
    void confirm(String instance, String version, String digest) {
        var rows = database.sql("UPDATE slipway_environment SET confirmed_version = ?, confirmed_digest = ?,"
                        + " confirmed_release = active_release WHERE active_instance = ?")
                .params(version, digest, instance)
                .update();
        if (rows != 1) {
            throw new IllegalStateException("The release " + instance + " cannot be confirmed: it has no environment");
        }
    }

    /** Takes the environment from the release; does nothing if it has none (any more). */
    void leave(String instance) {
        database.sql("UPDATE slipway_environment SET active_release = NULL, active_instance = NULL"
                        + " WHERE active_instance = ?")
                .param(instance)
                .update();
    }

    Optional<Releases.Confirmed> confirmed(String service, String environment) {
        return database.sql("SELECT confirmed_version, confirmed_digest FROM slipway_environment"
                        + " WHERE service = ? AND environment = ? AND confirmed_version IS NOT NULL")
                .params(service, environment)
                .query((row, number) -> new Releases.Confirmed(row.getString(1), row.getString(2)))
                .optional();
    }

    Optional<String> active(String service, String environment) {
        return database.sql("SELECT active_release FROM slipway_environment"
                        + " WHERE service = ? AND environment = ? AND active_release IS NOT NULL")
                .params(service, environment)
                .query(String.class)
                .optional();
    }

    private record Row(
            int lastNumber,
            @Nullable String activeRelease,
            @Nullable String confirmedVersion,
            @Nullable String confirmedDigest) {}

    private Row lock(String service, String environment) {
        var existing = find(service, environment);
        if (existing != null) {
            return existing;
        }
        try {
            database.sql("INSERT INTO slipway_environment (service, environment, last_number) VALUES (?, ?, 0)")
                    .params(service, environment)
                    .update();
        } catch (DuplicateKeyException e) {
            throw new Refusal("environment", "another release is being started there at this moment; try again");
        }
        return new Row(0, null, null, null);
    }

    private @Nullable Row find(String service, String environment) {
        return database.sql(
                        "SELECT last_number, active_release, confirmed_version, confirmed_digest FROM slipway_environment"
                                + " WHERE service = ? AND environment = ? FOR UPDATE")
                .params(service, environment)
                .query(Environments::read)
                .optional()
                .orElse(null);
    }

    private static Row read(ResultSet row, int number) throws SQLException {
        return new Row(row.getInt(1), row.getString(2), row.getString(3), row.getString(4));
    }
}
