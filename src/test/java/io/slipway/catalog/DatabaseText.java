package io.slipway.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The catalog's file of a service whose first environment has a database, which is backed up beside the catalog. */
public final class DatabaseText {

    private DatabaseText() {}

    /** @param options more of how it is backed up, with a comma before it */
    public static String into(String yaml, int port, String recipient, String options) {
        var access = "{host: 127.0.0.1, port: " + port + ", passwordFile: ../password, user:";
        var database =
                """
                database: {name: shop, reader: %s slipway_reader}, scratch: %s slipway_scratch},
                  variables: {DATABASE_URL: "postgresql://{user}:{password}@{host}:{port}/{name}"},
                  backup: {folder: ../backups, recipients: [%s], identityFile: ../identity%s}}
                """
                        .formatted(access, access, recipient, options);
        // as deep as what it stands before
        return Pattern.compile("^( *)settlingTime:", Pattern.MULTILINE)
                .matcher(yaml)
                .replaceFirst(found ->
                        Matcher.quoteReplacement(database.indent(found.group(1).length()) + found.group()));
    }
}
