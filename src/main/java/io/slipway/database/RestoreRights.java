package io.slipway.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What an account may do that restores a database beside itself. */
final class RestoreRights {

    private static final String QUESTION = question();

    private RestoreRights() {}

    /** What it lacks, in words; nothing: it can. */
    static List<String> missing(Connection connection) throws SQLException {
        try (var ask = connection.createStatement();
                var answer = ask.executeQuery(QUESTION)) {
            var missing = new ArrayList<String>();
            while (answer.next()) {
                missing.add(answer.getString(1));
            }
            return missing;
        }
    }

    private static String question() {
        try (var text = RestoreRights.class.getResourceAsStream("restore-rights.sql")) {
            if (text == null) {
                throw new IOException("restore-rights.sql is not in this program");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
