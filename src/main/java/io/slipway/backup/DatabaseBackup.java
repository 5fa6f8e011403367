package io.slipway.backup;

import io.slipway.catalog.Catalog;
import io.slipway.catalog.Database;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.database.BackupRecord;
import io.slipway.database.RestoreBeside;
import io.slipway.permit.Restoration;
import io.slipway.worker.Job;
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
