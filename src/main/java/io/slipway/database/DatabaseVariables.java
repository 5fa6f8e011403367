package io.slipway.database;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which environment variables say where a database is: by the shape of their values, or by the names that PostgreSQL's own
 * library reads. Values are looked at here and go nowhere. */
public final class DatabaseVariables {

    /** As {@link #kinds} says it. */
    public static final String POSTGRESQL = "postgresql";

    private static final Pattern DRIVER = Pattern.compile("(?:jdbc|r2dbc):(?:pool:)?([a-z0-9]+):.*", Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile(
            "(postgres|postgresql|postgis|pgsql|mysql|mariadb|sqlserver|mssql|oracle|db2|mongodb|cockroachdb)(?:\\+[a-z0-9]+)?://.*",
            Pattern.DOTALL);
    private static final Pattern WORDS = Pattern.compile("(?:.*\\s)?dbname\\s*=.*", Pattern.DOTALL);
    private static final Pattern NAME =
            Pattern.compile("PG(HOST|HOSTADDR|PORT|DATABASE|USER|PASSWORD|PASSFILE|SERVICE|SERVICEFILE)");

    private DatabaseVariables() {}

    /** The kind of database that each of them is about, by variable; the others are left out. */
    public static Map<String, String> kinds(Map<String, String> variables) {
        var kinds = new TreeMap<String, String>();
        variables.forEach((name, value) -> kind(name, value.strip()).ifPresent(kind -> kinds.put(name, kind)));
        return kinds;
    }

    private static Optional<String> kind(String name, String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        var lower = value.toLowerCase(Locale.ROOT);
        var driver = DRIVER.matcher(lower);
        var address = ADDRESS.matcher(lower);
        if (driver.matches()) {
            return Optional.of(known(driver.group(1)));
        }
        if (address.matches()) {
            return Optional.of(known(address.group(1)));
        }
        return NAME.matcher(name).matches() || WORDS.matcher(lower).matches()
                ? Optional.of(POSTGRESQL)
                : Optional.empty();
    }

    private static String known(String kind) {
        return kind.startsWith("post") || kind.equals("pgsql") ? POSTGRESQL : kind;
    }
}
