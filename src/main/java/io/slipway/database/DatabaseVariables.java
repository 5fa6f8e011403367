package io.slipway.database;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which environment variables are about a database: by the shape of their values, by the names that PostgreSQL's own library
 * reads, or by a name that says so. Values are looked at here and go nowhere.
 */
public final class DatabaseVariables {

    /** As {@link #kinds} says it. */
    public static final String POSTGRESQL = "postgresql";

    private static final Pattern DRIVER = Pattern.compile("(?:jdbc|r2dbc):(?:pool:)?([a-z0-9]+):.*", Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile(
            "(postgres|postgresql|postgis|pgsql|mysql|mariadb|sqlserver|mssql|oracle|db2|mongodb|cockroachdb)(?:\\+[a-z0-9]+)?://.*",
            Pattern.DOTALL);
    private static final Pattern WORDS = Pattern.compile("(?:.*\\s)?dbname\\s*=.*", Pattern.DOTALL);
    /** {@code DB_HOST}, {@code SPRING_DATASOURCE_USERNAME}: of which kind it is nobody says. */
    private static final Pattern ABOUT_ONE = Pattern.compile(
            "(.*_)?(DB|DATABASE|DATASOURCE|JDBC|PG|POSTGRES|POSTGRESQL|MYSQL|MARIADB|MONGO|MONGODB|ORACLE)(_.*)?",
            Pattern.CASE_INSENSITIVE);

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
        if (NAME.matcher(name).matches() || WORDS.matcher(lower).matches()) {
            return Optional.of(POSTGRESQL);
        }
        var about = ABOUT_ONE.matcher(name);
        return about.matches() ? Optional.of(known(about.group(2).toLowerCase(Locale.ROOT))) : Optional.empty();
    }

    private static String known(String kind) {
        return kind.startsWith("post") || kind.startsWith("pg") ? POSTGRESQL : kind;
    }
}
