package io.slipway.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What of the evidence lies beside the database and has to go with a copy of it. The signing key is not among it: a copy can be
 * checked and gone on with without, and whoever opens one shall not be able to sign in this installation's name.
 */
@Component
@Profile("!worker")
public class EvidenceCopy {

    /** The file with the signed heads, in a data folder. */
    public static final String HEADS = "heads.log";

    /** The file with the secret that rows are sealed with, in a data folder. */
    public static final String SEAL = "evidence-seal";

    private final EvidenceSettings settings;

    EvidenceCopy(EvidenceSettings settings) {
        this.settings = settings;
    }

    /**
     * All heads that have been written so far. Each of them is of what was committed before: a copy of the database that is made
     * later than this is asked holds them.
     */
    public byte[] heads() throws IOException {
        var file = settings.headsFile();
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }

    /** The sealing secret, without which nobody can tell Slipway's rows from others'. */
    public byte[] seal() throws IOException {
        return Files.readAllBytes(settings.sealFile());
    }

    /**
     * Verifies the whole chain of a copied database, as Slipway does at a start.
     *
     * @param copy the database
     * @param folder the data folder that holds the heads and the sealing secret that were copied with it
     * @return where it ends
     * @throws IllegalStateException if it is not whole; the message names the first bad entry
     * @throws IOException if a file is missing or cannot be read
     */
    public static ChainEnd verify(JdbcTemplate copy, Path folder) throws IOException {
        var seal = folder.resolve(SEAL);
        if (!Files.exists(seal) || !Files.exists(folder.resolve(HEADS))) {
            throw new IOException("there is no " + SEAL + " or no " + HEADS + " in " + folder);
        }
        var table = new EvidenceTable(copy);
        var broken = new ChainWatch(table, new HeadsFile(folder.resolve(HEADS)), Seal.in(seal), 1).look();
        if (broken.isPresent()) {
            throw new IllegalStateException("The evidence is broken: " + broken.get());
        }
        return end(copy);
    }

    /** Where the chain of a database ends, as the database says; nothing is verified. */
    public static ChainEnd end(JdbcTemplate database) {
        var end = new EvidenceTable(database).end();
        return new ChainEnd(end.sequence(), end.hash());
    }
}
