package io.slipway.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How a database codes and sorts texts. Borders of partitions and checks depend on it, so a restored one has the same.
 *
 * @param encoding as PostgreSQL names it
 * @param collate the operating system's locale that sorts
 * @param ctype the operating system's locale that knows letters
 * @param provider {@code c}: the operating system; {@code i}: ICU; {@code b}: PostgreSQL itself
 * @param locale of ICU or PostgreSQL; null: the operating system's count
 */
public record TextRules(String encoding, String collate, String ctype, String provider, @Nullable String locale) {

    /** Columns of later versions are null in earlier ones. */
    private static final String ASK =
            """
            SELECT pg_encoding_to_char(d.encoding), d.datcollate, d.datctype, coalesce(to_jsonb(d)->>'datlocprovider', 'c'),
              coalesce(to_jsonb(d)->>'datlocale', to_jsonb(d)->>'daticulocale')
            FROM pg_catalog.pg_database d WHERE d.datname = current_database()
            """;

    /** Any encoding, sorted by its bytes. */
    static TextRules bytewise(String encoding) {
        return new TextRules(encoding, "C", "C", "c", null);
    }

    static TextRules read(Connection connection) throws SQLException {
        try (var ask = connection.createStatement();
                var answer = ask.executeQuery(ASK)) {
            answer.next();
            return new TextRules(
                    answer.getString(1),
                    answer.getString(2),
                    answer.getString(3),
                    answer.getString(4),
                    answer.getString(5));
        }
    }

    /** For {@code CREATE DATABASE}. */
    String options() {
        var options = " TEMPLATE template0 ENCODING " + literal(encoding) + " LC_COLLATE " + literal(collate)
                + " LC_CTYPE " + literal(ctype);
        if (locale == null) {
            return options;
        }
        return switch (provider) {
            case "i" -> options + " LOCALE_PROVIDER icu ICU_LOCALE " + literal(locale);
            case "b" -> options + " LOCALE_PROVIDER builtin BUILTIN_LOCALE " + literal(locale);
            default -> options;
        };
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
