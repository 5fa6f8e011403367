package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An account of a PostgreSQL server.
 *
 * @param host where the server is
 * @param port where it listens; absent: 5432
 * @param user the account's name
 * @param passwordFile holds its password
 * @param trust certificates in PEM that the server's has to come from; a server of another machine needs it
 */
public record DatabaseAccess(
        @JsonProperty(required = true) String host,
        Integer port,
        @JsonProperty(required = true) String user,
        @JsonProperty(required = true) Path passwordFile,
        @Nullable Path trust) {

    private static final int USUAL_PORT = 5432;
    private static final String OWN_MACHINE = "localhost|127(\\.[0-9]{1,3}){3}|::1";

    public DatabaseAccess {
        Check.matches("database.host", host, "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+");
        // absent in the file
        port = port == null ? USUAL_PORT : port;
        Check.that(port > 0 && port < 65536, "database.port", "is from 1 to 65535, but is " + port);
        checkName("database.user", user);
        passwordFile = CatalogFile.resolve(passwordFile);
        trust = trust == null ? null : CatalogFile.resolve(trust);
        Check.that(
                trust != null || host.matches(OWN_MACHINE),
                "database.trust",
                "names the certificates that " + host + " is known by: it is another machine, and passwords go there"
                        + " encrypted or not at all (SEC-1)");
    }

    /** What PostgreSQL calls an identifier, without what would need quoting on a command line. */
    static void checkName(String setting, String name) {
        Check.matches(setting, name, "[A-Za-z0-9_][A-Za-z0-9_$-]{0,62}");
    }

    boolean isSameAs(DatabaseAccess other) {
        return isAtServerOf(other) && user.equals(other.user);
    }

    boolean isAtServerOf(DatabaseAccess other) {
        return host.equals(other.host) && port.equals(other.port);
    }

    @Override
    public String toString() {
        return user + " at " + host + ":" + port;
    }
}
