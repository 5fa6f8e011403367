package io.slipway.evidence;

import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;

/** Evidence that is written on an H2 database, for tests of other rooms. */
public final class Chronicle {

    private final Cellar cellar;

    public Chronicle(DataSource database, Path data) {
        cellar = new Cellar(database, "h2", data);
    }

    /** A release that ends: each of its transactions signs a head. */
    public void write(String release, String remark) {
        cellar.write(Cellar.start(release));
        cellar.write(Cellar.fact(release, EntryKind.STOP, Map.of("phase", remark)));
        cellar.write(Cellar.fact(release, EntryKind.END, Map.of("outcome", "stopped")));
    }

    public EvidenceCopy copy() {
        return new EvidenceCopy(cellar.settings);
    }

    public EvidenceLog log() {
        return cellar.log;
    }

    /** Changes what nobody can change as long as the guards are there. */
    public void falsify() {
        cellar.database.sql("DROP TRIGGER slipway_evidence_append_only").update();
        cellar.database
                .sql("UPDATE slipway_evidence SET content = REPLACE(content, 'stopped', 'confirmed')")
                .update();
    }
}
