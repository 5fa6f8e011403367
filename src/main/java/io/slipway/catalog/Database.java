package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL database that a service keeps its data in, in one environment.
 *
 * @param name of the database on its server
 * @param reader who reads its schema there, and can do no more
 * @param scratch where databases may be created to try something out in, and dropped again
 * @param variables what a version is told of its database, by the variable that says it: {@code {host}}, {@code {port}}, {@code {name}},
 *     {@code {user}} and {@code {password}} stand for those of the database that it is tried out with
 * @param history tables that say which migrations were run; absent: those of well-known tools
 * @param backup how it is backed up
 * @param restore who puts a restored backup into its place when a rollback needs that; null: no rollback restores
 */
public record Database(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) DatabaseAccess reader,
        @JsonProperty(required = true) DatabaseAccess scratch,
        @JsonProperty(required = true) Map<String, String> variables,
        List<String> history,
        @JsonProperty(required = true) Backup backup,
        @Nullable DatabaseAccess restore) {

    /** What a variable of {@link #variables} may stand for. */
    public static final List<String> PLACEHOLDERS = List.of("{host}", "{port}", "{name}", "{user}", "{password}");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]*}");

    /** Flyway, Liquibase, Rails and Go's migrate, Alembic, Django, Knex, Prisma, Goose, Entity Framework, Sequelize, Doctrine. */
    private static final List<String> WELL_KNOWN = List.of(
            "flyway_schema_history",
            "schema_version",
            "databasechangelog",
            "databasechangeloglock",
            "schema_migrations",
            "ar_internal_metadata",
            "alembic_version",
            "django_migrations",
            "knex_migrations",
            "knex_migrations_lock",
            "_prisma_migrations",
            "goose_db_version",
            "__EFMigrationsHistory",
            "SequelizeMeta",
            "doctrine_migration_versions");

    public Database {
        DatabaseAccess.checkName("database.name", name);
        Check.that(
                !reader.isSameAs(scratch),
                "database.scratch",
                "is another account than 'reader': who may create databases does not only read");
        Check.that(
                restore == null || restore.isAtServerOf(reader) && !restore.isSameAs(reader),
                "database.restore",
                "is another account than 'reader' at the same host and port: a restored database takes the place of the"
                        + " live one on its own server");
        Check.that(!variables.isEmpty(), "database.variables", "names what tells a version where its database is");
        variables.forEach((variable, text) -> {
            Check.that(text != null, "database.variables." + variable, "says nothing");
            Check.matches("database.variables", variable, "[A-Za-z_][A-Za-z0-9_]*");
            var unknown = new TreeSet<String>();
            PLACEHOLDER.matcher(text).results().forEach(found -> unknown.add(found.group()));
            PLACEHOLDERS.forEach(unknown::remove);
            Check.that(
                    unknown.isEmpty(),
                    "database.variables." + variable,
                    "has " + unknown + "; known are " + PLACEHOLDERS);
        });
        Check.that(
                variables.values().stream().anyMatch(text -> text.contains("{name}")),
                "database.variables",
                "says '{name}' nowhere: a version that is tried out would be told no other database than its own");
        // absent in the file
        history = history == null ? WELL_KNOWN : List.copyOf(history);
        history.forEach(table -> DatabaseAccess.checkName("database.history", table));
        variables = Map.copyOf(variables);
    }
}
