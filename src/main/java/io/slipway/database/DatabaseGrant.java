package io.slipway.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody may do with a database.
 *
 * @param grantee as SQL takes it
 * @param privilege {@code CONNECT}, {@code CREATE}, {@code TEMPORARY}
 * @param further whether they may grant it to others
 */
record DatabaseGrant(String grantee, String privilege, boolean further) {

    static final String CONNECT = "CONNECT";

    /** Where nothing was ever granted or revoked, the server's own rule counts. */
    private static final String ASK =
            """
            SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END, a.privilege_type, bool_or(a.is_grantable)
            FROM pg_database d CROSS JOIN LATERAL aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
              LEFT JOIN pg_roles r ON r.oid = a.grantee
            WHERE d.datname = ? GROUP BY 1, 2 ORDER BY 1, 2
            """;

    static List<DatabaseGrant> of(String database, Connection connection) throws SQLException {
        try (var ask = connection.prepareStatement(ASK)) {
            ask.setString(1, database);
            var grants = new ArrayList<DatabaseGrant>();
            try (var answer = ask.executeQuery()) {
                while (answer.next()) {
                    grants.add(new DatabaseGrant(answer.getString(1), answer.getString(2), answer.getBoolean(3)));
                }
            }
            return grants;
        }
    }

    String sql(String database) {
        return "GRANT " + privilege + " ON DATABASE " + Table.quoted(database) + " TO " + grantee
                + (further ? " WITH GRANT OPTION" : "");
    }
}
