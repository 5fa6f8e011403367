package io.slipway.backup;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Database;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.database.BackupRecord;
import io.slipway.database.RestoreBeside;
import io.slipway.permit.Permit;
import io.slipway.permit.PermitRefusedException;
import io.slipway.permit.Restoration;
import io.slipway.target.LocalTarget;
import io.slipway.target.TargetBusyException;
import io.slipway.worker.Job;
import io.slipway.worker.RetryableFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The database whose backup a job is about.
 *
 * @param service whose it is
 * @param environment where
 * @param described in the catalog; empty: the catalog names none there
 */
record DatabaseBackup(String service, String environment, Optional<Database> described) {

    private static final int SHOWN = 5;

    static DatabaseBackup of(Catalog catalog, Job job) {
        var service = job.get(Variable.SERVICE);
        var environment = job.get(Variable.ENVIRONMENT);
        return new DatabaseBackup(
                service,
                environment,
                Optional.ofNullable(
                        catalog.service(service).environment(environment).database()));
    }

    /** What there is to say where the catalog names no database. */
    Finding none() {
        return Finding.pass(
                Rule.BACK_2,
                "The catalog names no database of " + this + ", so there is nothing that Slipway could back up. If one"
                        + " may change nevertheless, a backend-specialist has attested its backups (CHECK-3)",
                Map.of());
    }

    /**
     * The way to put a backup of it into its place.
     *
     * @throws IllegalArgumentException if the catalog names none
     */
    RestoreBeside beside() {
        return new RestoreBeside(
                described.orElseThrow(
                        () -> new IllegalArgumentException("the workers' catalog names no database of " + this)),
                service,
                environment);
    }

    /**
     * Puts the backup of a job, which is restored beside the live database and proven, into its place, under a permit that names it.
     *
     * @return how the one is called now that was live before
     * @throws IOException if it could not: then all is as it was
     * @throws PermitRefusedException if nobody permits it
     * @throws RetryableFailure if another worker is at this target
     */
    String takePlace(Catalog catalog, Job job, Topic action) throws IOException, InterruptedException {
        var backup = job.get(Variable.BACKUP);
        var record = job.get(Variable.BACKUP_RECORD);
        var permit = job.permit(action, job.goal());
        permit.requireRestoration(backup, record);
        return change(catalog, permit, beside -> beside.takePlace(record, job.businessKey()));
    }

    /** Lets the one that was set aside for a job have its place again; where none was, nothing is done. It throws what {@link #takePlace} does. */
    void giveBack(Catalog catalog, Job job, Topic action) throws IOException, InterruptedException {
        change(catalog, job.permit(action, job.goal()), beside -> beside.giveBack(job.businessKey()));
    }

    private interface Swapping<T> {

        T done(RestoreBeside beside) throws IOException, InterruptedException;
    }

    private <T> T change(Catalog catalog, Permit permit, Swapping<T> swapping)
            throws IOException, InterruptedException {
        var beside = beside();
        try {
            return new LocalTarget(catalog.service(service), environment).change(permit, () -> swapping.done(beside));
        } catch (TargetBusyException e) {
            throw new RetryableFailure("The database cannot be put back now: " + e.getMessage(), e);
        }
    }

    /** The first few differences, for a person. */
    static String first(List<String> differences) {
        return String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size())))
                + (differences.size() > SHOWN ? "; …" : "");
    }

    /** What is measured of a backup. */
    static TreeMap<String, String> facts(String name, String recordDigest, BackupRecord record) {
        var facts = new TreeMap<String, String>();
        facts.put(Restoration.BACKUP, name);
        facts.put(Restoration.RECORD, recordDigest);
        facts.put("digest", record.digest());
        facts.put("bytes", Long.toString(record.bytes()));
        facts.put("taken", record.taken());
        facts.put("tables", Integer.toString(record.contents().tables().size()));
        facts.put("rows", Long.toString(record.contents().rows()));
        return facts;
    }

    @Override
    public String toString() {
        return service + " in " + environment;
    }
}
