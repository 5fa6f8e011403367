package io.slipway.permit;

import io.slipway.contract.Rule;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Fact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table {@code slipway_environment}: which release holds an environment's lease, and what was confirmed there last.
 * Works in the caller's transaction, the engine's: what a release does and what this table says of it are committed
 * together. A lease is given back by its release's end, however old it is; only from a release that has touched nothing
 * a newer one takes it.
 *
 * <p>Over 150 lines: one table, and all that may be done to it.
 */
@Component
@Profile("!worker")
public class Leases {

    private final JdbcClient database;
    private final EvidenceLog evidence;

    Leases(JdbcClient database, EvidenceLog evidence) {
        this.database = database;
        this.evidence = evidence;
    }

    /** Another release keeps the environment; the message says which, and why. */
    public static final class HeldException extends Exception {

        private static final long serialVersionUID = 1L;

        HeldException(String message) {
            super(message);
        }
    }

    /**
     * What an environment was when a release took it.
     *
     * @param number the release's number there, from 1
     * @param confirmed what was confirmed there last; null before the first one
     * @param from the process instance of the older release that it was taken from; null: nobody had it
     */
    public record Taken(int number, @Nullable Goal confirmed, @Nullable String from) {}

    /**
     * Who wants an environment.
     *
     * @param release the business key without its number
     * @param instance its process instance
     * @param startedBy the account that starts it
     */
    public record Wish(String release, String instance, String startedBy) {}

    /**
     * Gives the environment to a release. A second one waits here until the first one's transaction has ended, and a
     * permit is issued before or after this, never beside it: who has touched nothing by now will touch nothing any more.
     *
     * @param replaceable whether the process instance of the release that has it could end for this one
     * @throws HeldException if another release has it and keeps it
     */
    public Taken take(String service, String environment, Wish wish, Predicate<String> replaceable)
            throws HeldException {
        var row = lock(service, environment);
        if (row.activeRelease() != null) {
            requireUntouched(service, environment, row, replaceable);
        }
        var number = row.lastNumber() + 1;
        var release = wish.release() + "-" + number;
        database.sql("UPDATE slipway_environment SET last_number = ?, active_release = ?, active_instance = ?,"
                        + " fence = fence + 1 WHERE service = ? AND environment = ?")
                .params(number, release, wish.instance(), service, environment)
                .update();
        if (row.activeRelease() != null) {
            record(
                    row.activeRelease(),
                    Map.of("granted", false, "newerRelease", release, "startedBy", wish.startedBy()));
        }
        return new Taken(number, row.confirmed(), row.activeInstance());
    }

    private void requireUntouched(String service, String environment, Row row, Predicate<String> replaceable)
            throws HeldException {
        var older = String.valueOf(row.activeRelease());
        var keeps = new ReleaseRecord(evidence.proofs(older)).keepsItsEnvironment();
        if (keeps.isEmpty() && replaceable.test(String.valueOf(row.activeInstance()))) {
            return;
        }
        throw new HeldException("the release " + older + " has " + service + " in " + environment + " and keeps it: "
                + keeps.orElse(
                        "it is being withdrawn, has a model of before an update, or its process instance is gone")
                + ". One release at a time: wait until it has ended, or withdraw it");
    }

    /** Writes into the evidence that this release was given its environment, and what was confirmed there. */
    public void tell(String release) {
        database.sql("SELECT fence, confirmed_version, confirmed_digest, confirmed_release FROM slipway_environment"
                        + " WHERE active_release = ?")
                .param(release)
                .query((row, number) -> {
                    var body = new LinkedHashMap<String, @Nullable Object>();
                    var version = row.getString(2);
                    body.put("granted", true);
                    body.put("fence", row.getLong(1));
                    body.put("confirmed", version == null ? null : new Goal(version, row.getString(3)));
                    body.put("confirmedRelease", row.getString(4));
                    return body;
                })
                .list()
                .forEach(body -> record(release, body));
    }

    /** Whether a release holds a lease. If it does, nobody takes it from it before this transaction has ended. */
    public boolean holds(String instance) {
        return !database.sql("SELECT active_release FROM slipway_environment WHERE active_instance = ? FOR UPDATE")
                .param(instance)
                .query(String.class)
                .list()
                .isEmpty();
    }

    /**
     * The next number of an environment's fence, for the release that holds its lease; others wait until this
     * transaction has ended.
     *
     * @throws PermitRefusedException if it does not hold it
     */
    long nextFence(String service, String environment, String release) {
        var rows = database.sql("UPDATE slipway_environment SET fence = fence + 1"
                        + " WHERE service = ? AND environment = ? AND active_release = ?")
                .params(service, environment, release)
                .update();
        if (rows != 1) {
            throw new PermitRefusedException("The release does not hold the lease of " + service + " in " + environment
                    + ", which belongs to "
                    + active(service, environment).orElse("nobody"));
        }
        return database.sql("SELECT fence FROM slipway_environment WHERE service = ? AND environment = ?")
                .params(service, environment)
                .query(Long.class)
                .single();
    }

    /** Records what the release that has the environment brought there: from now on what a rollback goes to. */
    public void confirm(String instance, String version, String digest) {
        var rows = database.sql("UPDATE slipway_environment SET confirmed_version = ?, confirmed_digest = ?,"
                        + " confirmed_release = active_release WHERE active_instance = ?")
                .params(version, digest, instance)
                .update();
        if (rows != 1) {
            throw new IllegalStateException("The release " + instance + " cannot be confirmed: it has no environment");
        }
    }

    /** Records that the release which has the environment has brought it back to what another one had confirmed there. */
    public void returnTo(String instance, Confirmation back) {
        var rows = database.sql("UPDATE slipway_environment SET confirmed_version = ?, confirmed_digest = ?,"
                        + " confirmed_release = ? WHERE active_instance = ?")
                .params(back.goal().version(), back.goal().digest(), back.release(), instance)
                .update();
        if (rows != 1) {
            throw new IllegalStateException("The rollback " + instance + " is not recorded: it has no environment");
        }
    }

    /** Takes the environment from the release; does nothing if it has none (any more). */
    public void leave(String instance) {
        database.sql("SELECT active_release FROM slipway_environment WHERE active_instance = ?")
                .param(instance)
                .query(String.class)
                .list()
                .forEach(release -> record(release, Map.of("granted", false)));
        database.sql("UPDATE slipway_environment SET active_release = NULL, active_instance = NULL"
                        + " WHERE active_instance = ?")
                .param(instance)
                .update();
    }

    private void record(String release, Map<String, ? extends @Nullable Object> body) {
        evidence.record(Fact.of(release, EntryKind.LEASE, List.of(Rule.NOT_3), Fact.SLIPWAY, body));
    }

    /** What was confirmed there last. */
    public Optional<Goal> confirmed(String service, String environment) {
        return database.sql("SELECT confirmed_version, confirmed_digest FROM slipway_environment"
                        + " WHERE service = ? AND environment = ? AND confirmed_version IS NOT NULL")
                .params(service, environment)
                .query((row, number) -> new Goal(row.getString(1), row.getString(2)))
                .optional();
    }

    /** The key of the release that confirmed it. */
    public Optional<String> confirmedBy(String service, String environment) {
        return database.sql("SELECT confirmed_release FROM slipway_environment"
                        + " WHERE service = ? AND environment = ? AND confirmed_release IS NOT NULL")
                .params(service, environment)
                .query(String.class)
                .optional();
    }

    /** The process instance of every release that holds a lease, by the release's key. */
    public Map<String, String> held() {
        var held = new TreeMap<String, String>();
        database.sql("SELECT active_release, active_instance FROM slipway_environment WHERE active_release IS NOT NULL")
                .query(row -> {
                    held.put(row.getString(1), row.getString(2));
                });
        return held;
    }

    /** The key of the release that holds the lease. */
    public Optional<String> active(String service, String environment) {
        return database.sql("SELECT active_release FROM slipway_environment"
                        + " WHERE service = ? AND environment = ? AND active_release IS NOT NULL")
                .params(service, environment)
                .query(String.class)
                .optional();
    }

    private record Row(
            int lastNumber,
            @Nullable String activeRelease,
            @Nullable String activeInstance,
            @Nullable Goal confirmed) {}

    private Row lock(String service, String environment) throws HeldException {
        var existing = find(service, environment);
        if (existing != null) {
            return existing;
        }
        try {
            database.sql("INSERT INTO slipway_environment (service, environment, last_number) VALUES (?, ?, 0)")
                    .params(service, environment)
                    .update();
        } catch (DuplicateKeyException e) {
            throw new HeldException("another release is being started there at this moment; try again");
        }
        return new Row(0, null, null, null);
    }

    private @Nullable Row find(String service, String environment) {
        return database.sql("SELECT last_number, active_release, active_instance, confirmed_version, confirmed_digest"
                        + " FROM slipway_environment WHERE service = ? AND environment = ? FOR UPDATE")
                .params(service, environment)
                .query(Leases::read)
                .optional()
                .orElse(null);
    }

    private static Row read(ResultSet row, int number) throws SQLException {
        var version = row.getString(4);
        var confirmed = version == null ? null : new Goal(version, row.getString(5));
        return new Row(row.getInt(1), row.getString(2), row.getString(3), confirmed);
    }
}
