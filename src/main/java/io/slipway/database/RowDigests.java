package io.slipway.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The rows of a table in the order of their keys, each as a digest that the server makes of it. They come some at a time. */
final class RowDigests implements AutoCloseable {

    private static final int AT_A_TIME = 2000;
    private static final byte[] NOTHING = {};

    private final Statement statement;
    private final ResultSet rows;
    private byte[] key = NOTHING;
    private byte[] content = NOTHING;

    /** @param question as one of those below; in a transaction, or all of them would come at once */
    RowDigests(Connection connection, String question) throws SQLException {
        statement = connection.createStatement();
        try {
            statement.setFetchSize(AT_A_TIME);
            rows = statement.executeQuery(question);
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** Rows that a key tells apart. */
    static String byKey(Table table, List<String> key, List<String> columns) {
        return "SELECT " + bytes(key) + ", sha256(" + bytes(columns) + ") FROM ONLY " + table.quoted()
                + " AS t ORDER BY 1";
    }

    /** Rows that nothing but what they hold tells apart. */
    static String byContent(Table table, List<String> columns) {
        return "SELECT sha256(" + bytes(columns) + "), ''::bytea FROM ONLY " + table.quoted() + " AS t ORDER BY 1";
    }

    static String ofLargeObjects() {
        return "SELECT convert_to(oid::text, 'UTF8'), sha256(lo_get(oid)) FROM pg_catalog.pg_largeobject_metadata"
                + " ORDER BY 1";
    }

    /** As {@link TableContent} reads a row; bytes have the same order on both sides, whatever sorts texts there. */
    private static String bytes(List<String> columns) {
        return columns.stream()
                .map(column -> "t." + Table.quoted(column))
                .collect(Collectors.joining(", ", "convert_to(ROW(", ")::text, current_setting('server_encoding'))"));
    }

    /** Goes on to the next row; false: there is none. */
    boolean next() throws SQLException {
        if (!rows.next()) {
            return false;
        }
        key = rows.getBytes(1);
        content = rows.getBytes(2);
        return true;
    }

    /** Whether this row's key comes before another one's (less than 0), is the same (0), or comes after it. */
    int compareTo(RowDigests other) {
        return Arrays.compareUnsigned(key, other.key);
    }

    boolean holdsTheSameAs(RowDigests other) {
        return Arrays.equals(content, other.content);
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
