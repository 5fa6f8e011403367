package io.slipway.prepare;

import io.slipway.catalog.Service;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.database.BackupFolder;
import java.io.IOException;
import java.util.Map;

/** Looks whether the backups of an environment's database are encrypted (SEC-5). That new ones will be, the catalog's recipients say. */
final class BackupEncryption {

    private BackupEncryption() {}

    static Finding look(Service service, String environment) {
        var database = service.environment(environment).database();
        var place = service.service() + " in " + environment;
        if (database == null) {
            return Finding.pass(
                    Rule.SEC_5,
                    "Slipway makes no backups of " + place + ": the catalog names no database there",
                    Map.of());
        }
        var backup = database.backup();
        var facts = Map.of("recipients", String.join(", ", backup.recipients()));
        try {
            var plain = new BackupFolder(backup, service.service(), environment).unencrypted();
            return plain.isEmpty()
                    ? Finding.pass(
                            Rule.SEC_5,
                            "Backups of " + place + " are encrypted for "
                                    + backup.recipients().size() + ", and those that are there in " + backup.folder()
                                    + " are",
                            facts)
                    : Finding.fail(
                            Rule.SEC_5,
                            "Not encrypted are " + String.join(", ", plain) + " in " + backup.folder()
                                    + ". Slipway writes none so: find out where they come from, and take them away",
                            facts);
        } catch (IOException e) {
            return Finding.unknown(
                    Rule.SEC_5,
                    "Whether the backups of " + place + " are encrypted is not known: " + e.getMessage()
                            + ". Mend that, and check again",
                    facts);
        }
    }
}
