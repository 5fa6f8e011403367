package io.slipway.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That there is no database is no word of a catalog that says nothing. */
@Tag("GATE-3")
class DatabaseVariablesTest {

    @ParameterizedTest
    @CsvSource({
        "postgres://shop:x@db/shop, postgresql",
        "postgresql://db/shop, postgresql",
        "postgresql+psycopg2://db/shop, postgresql",
        "JDBC:PostgreSQL://db/shop, postgresql",
        "r2dbc:postgresql://db/shop, postgresql",
        "r2dbc:pool:postgresql://db/shop, postgresql",
        "jdbc:mysql://db/shop, mysql",
        "jdbc:h2:mem:shop, h2",
        "mariadb://db/shop, mariadb",
        "mongodb+srv://db/shop, mongodb",
        "host=db dbname=shop, postgresql",
        "dbname = shop, postgresql",
    })
    void knowsAnAddressByItsShape(String value, String kind) {
        assertThat(DatabaseVariables.kinds(Map.of("X", value, "Y", " " + value)))
                .isEqualTo(Map.of("X", kind, "Y", kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://db.example.org/postgresql", "redis://cache", "shop", "jdbc", "my dbname", "", " "})
    void takesNothingElseForOne(String value) {
        assertThat(DatabaseVariables.kinds(Map.of("X", value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DB_HOST, db",
        "db_password, db",
        "SHOP_DATABASE, database",
        "SPRING_DATASOURCE_USERNAME, datasource",
        "POSTGRES_USER, postgresql",
        "PG_POOL, postgresql",
        "MYSQL_HOST, mysql"
    })
    void takesANameThatSaysSoForOne(String name, String kind) {
        assertThat(DatabaseVariables.kinds(Map.of(name, "x", name + "2", ""))).isEqualTo(Map.of(name, kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEVEL", "DBUS_ADDRESS", "HARDB_X", "METRICS", "DATABASES"})
    void takesNoOtherNameForOne(String name) {
        assertThat(DatabaseVariables.kinds(Map.of(name, "x"))).isEmpty();
    }

    @Test
    void knowsTheNamesThatPostgresReads() {
        var variables = Map.of("PGHOST", "db", "PGPASSWORD", "x", "PGDATABASE", "", "PGX", "x", "pghost", "x");
        assertThat(DatabaseVariables.kinds(variables)).containsOnlyKeys("PGHOST", "PGPASSWORD");
    }
}
