package io.slipway.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real database is made of, before and after its dump is restored, and with each thing different once. */
class InventoryIT extends ClusterRoom {

    private static final String[] SHOP = {
        "CREATE EXTENSION pgcrypto",
        "CREATE SCHEMA app",
        "CREATE TYPE app.size AS ENUM ('small', 'it''s: big')",
        "CREATE DOMAIN positive AS integer NOT NULL DEFAULT 1 CONSTRAINT above CHECK (VALUE > 0)",
        "CREATE TYPE address AS (street text, number integer)",
        "CREATE TYPE span AS RANGE (subtype = integer)",
        "CREATE COLLATION german (provider = icu, locale = 'de')",
        "CREATE SEQUENCE invoice AS integer INCREMENT 5 MINVALUE 5 MAXVALUE 500 START 10 CACHE 2 CYCLE",
        "CREATE TABLE customer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mail text COLLATE \"C\" UNIQUE,"
                + " home address, sizes app.size[], token bytea DEFAULT gen_random_bytes(4))",
        "CREATE TABLE orders (id serial PRIMARY KEY, gone text, customer bigint NOT NULL REFERENCES customer"
                + " ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,"
                + " status varchar(20) DEFAULT 'a'::varchar CONSTRAINT known CHECK (status IN ('a', 'b')),"
                + " price numeric(10,2) NOT NULL DEFAULT 3.5, amount positive,"
                + " total numeric GENERATED ALWAYS AS (price * 2) STORED, \"a: \"\"note\" text, during span,"
                + " EXCLUDE USING gist (during WITH &&))",
        "ALTER TABLE orders DROP gone",
        "ALTER TABLE orders ADD CONSTRAINT cheap CHECK (price < 1000 OR status = 'b') NOT VALID",
        "CREATE INDEX orders_open ON orders (lower(status) DESC, price) INCLUDE (total) WHERE status <> 'b'",
        "CREATE UNIQUE INDEX orders_note ON orders (\"a: \"\"note\" text_pattern_ops)",
        "CREATE STATISTICS orders_both ON status, price FROM orders",
        "CREATE VIEW dear AS SELECT id, price FROM orders WHERE status IN ('a', 'b') AND price > 100",
        "CREATE MATERIALIZED VIEW app.sums AS SELECT customer, sum(price) AS total FROM orders GROUP BY customer",
        "CREATE UNIQUE INDEX sums_customer ON app.sums (customer)",
        "CREATE TABLE visit (day date NOT NULL, who bigint REFERENCES customer, place text, UNIQUE (day, place))"
                + " PARTITION BY RANGE (day)",
        "CREATE TABLE visit_2026 PARTITION OF visit FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        "CREATE TABLE visit_else PARTITION OF visit DEFAULT",
        "CREATE TABLE guest (remark text) INHERITS (customer)",
        "CREATE UNLOGGED TABLE cache (key text) WITH (fillfactor = 70)",
        "CREATE FUNCTION fee(price numeric, of app.size DEFAULT 'small') RETURNS numeric LANGUAGE sql STABLE STRICT"
                + " SET search_path = app AS 'SELECT price / 2'",
        "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE PROCEDURE tidy() LANGUAGE sql AS 'DELETE FROM cache'",
        "CREATE AGGREGATE app.plus(integer) (sfunc = int4pl, stype = integer)",
        "CREATE OPERATOR === (leftarg = text, rightarg = text, function = texteq)",
        "CREATE OPERATOR === (leftarg = integer, rightarg = integer, function = int4eq)",
        "CREATE TRIGGER noting BEFORE INSERT OR UPDATE OF status ON orders FOR EACH ROW"
                + " WHEN (NEW.price > 3) EXECUTE FUNCTION noted()",
        "CREATE TRIGGER seen AFTER INSERT ON visit FOR EACH ROW EXECUTE FUNCTION noted()",
        "ALTER TABLE orders DISABLE TRIGGER noting",
        "ALTER TABLE orders ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY own ON orders FOR SELECT USING (customer > 0)",
        "CREATE RULE quiet AS ON DELETE TO cache DO INSTEAD NOTHING",
        // names are written down as whoever connects sees them, and a restored database does not have this
        "ALTER DATABASE shop SET search_path = app, public",
        "INSERT INTO customer (mail) VALUES ('row-canary')",
        "INSERT INTO orders (customer) SELECT id FROM customer",
    };

    @BeforeAll
    static void start() throws Exception {
        open(InventoryIT.class);
        cluster().sql("postgres", "CREATE DATABASE shop", "CREATE ROLE stranger LOGIN PASSWORD '" + password() + "'");
        cluster().sql("shop", SHOP);
    }

    private static String password() {
        return Cluster.PASSWORD.replace("'", "''");
    }

    private static Inventory inventory(String database) throws Exception {
        return inventory("boss", database);
    }

    private static Inventory inventory(String user, String database) throws Exception {
        try (var connection = cluster().connect(user, database)) {
            return Inventory.read(connection);
        }
    }

    private static void run(String program, String database, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Cluster.programs().orElseThrow().resolve(program).toString());
        command.addAll(List.of("--host=127.0.0.1", "--port=" + cluster().port(), "--username=boss"));
        command.addAll(List.of("--no-password", "--dbname=" + database));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", Cluster.PASSWORD);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static void altered(String name, String... statements) throws Exception {
        cluster().sql("postgres", "DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name + " TEMPLATE shop");
        cluster().sql(name, statements);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema app",
                "enum app.size: labels 'small', 'it''s: big'",
                "domain public.positive: integer, not null, default",
                "constraint public.positive.above: check of a domain, validated",
                "composite type public.address",
                "column public.address.number: integer",
                "range public.span: of integer",
                "collation public.german: provider i",
                "sequence public.invoice: integer, start 10, increment 5, min 5, max 500, cache 2, cycle",
                "sequence public.orders_id_seq: integer, start 1, increment 1, min 1, max 2147483647, cache 1,"
                        + " owned by public.orders.id",
                "sequence public.customer_id_seq: bigint, start 1, increment 1, min 1, max 9223372036854775807, cache 1,"
                        + " identity of public.customer.id",
                "table public.customer",
                "table public.orders: row security",
                "table public.cache: unlogged, with fillfactor=70",
                "table public.guest: inherits public.customer",
                "table public.visit: partitioned by range (day)",
                "table public.visit_2026: partition of public.visit",
                "table public.visit_else: partition of public.visit, the default one",
                "column public.customer.id: bigint, not null, identity always",
                "column public.customer.mail: text, collation pg_catalog.\"C\"",
                "column public.customer.home: public.address",
                "column public.customer.sizes: app.size[]",
                "column public.orders.id: integer, not null, default",
                "column public.orders.status: character varying(20), default",
                "column public.orders.price: numeric(10,2), not null, default",
                "column public.orders.amount: public.positive",
                "column public.orders.total: numeric, generated, stored",
                "column public.orders.\"a: \"\"note\": text",
                "index public.orders_open: on public.orders, btree, columns (expression descending, price),"
                        + " includes (total), partial, valid",
                "index public.orders_note: on public.orders, unique, btree, columns (\"a: \"\"note\" text_pattern_ops), valid",
                "index public.visit_2026_day_place_key: on public.visit_2026, unique, btree, columns (day, place),"
                        + " part of public.visit_day_place_key, valid",
                "constraint public.orders.known: check, columns (status), validated",
                "constraint public.orders.cheap: check, columns (price, status), not validated",
                "constraint public.orders.orders_pkey: primary key, columns (id), validated",
                "constraint public.customer.customer_mail_key: unique, columns (mail), validated",
                "constraint public.orders.orders_during_excl: exclusion, columns (during), validated",
                "constraint public.orders.orders_customer_fkey: foreign key → public.customer, columns (customer), to (id),"
                        + " on update no action, on delete cascade, validated, deferred",
                "statistics public.orders_both: on public.orders",
                "view public.dear",
                "column public.dear.price: numeric(10,2)",
                "materialized view app.sums",
                "procedure public.tidy(): sql, volatile, body 352c89bca0813767",
                "aggregate app.plus(integer): returns integer, internal, immutable, by pg_catalog.int4pl(integer, integer) over integer",
                "operator public.===: left text, right text, calls pg_catalog.texteq",
                "operator public.===: left integer, right integer, calls pg_catalog.int4eq",
                "trigger public.orders.noting: before insert or update, of (status), for each row, calls public.noted,"
                        + " conditional, disabled",
                "trigger public.visit.seen: after insert, for each row, calls public.noted, enabled",
                "policy public.orders.own: for select, permissive, using, to public",
                "rule public.cache.quiet: on delete, instead, enabled",
            })
    void namesEachThing(String item) throws Exception {
        assertThat(inventory("shop").items()).contains(item);
    }

    @Test
    void saysOfAFunctionHowItIsCalledAndADigestOfItsBody() throws Exception {
        assertThat(inventory("shop").items())
                .filteredOn(item -> item.startsWith("function "))
                .anySatisfy(item -> assertThat(item)
                        .matches(
                                "function public\\.fee\\(numeric, app\\.size\\): returns numeric, arguments price and of,"
                                        + " defaults 1, sql, stable, strict, set search_path=app, body [0-9a-f]{16}"))
                // what comes with the range, and the functions of the extension, are not told apart from what they
                // belong to
                .hasSize(2);
        assertThat(inventory("shop").items())
                .anySatisfy(item -> assertThat(item).matches("extension pgcrypto: version [0-9.]+, in public"))
                .noneSatisfy(item -> assertThat(item).contains("gen_random"));
    }

    @Test
    void holdsNoValueAndNoExpression() throws Exception {
        assertThat(inventory("shop").items().toString())
                .doesNotContain("canary", "3.5", "1000", "pg_toast", "information_schema", "::");
    }

    /** PostgreSQL writes checks, views and predicates down otherwise when they have been restored. */
    @Test
    void isTheSameWhenItsDumpIsRestored(@TempDir Path folder) throws Exception {
        var dump = folder.resolve("dump").toString();
        run("pg_dump", "shop", "--format=custom", "--file=" + dump);
        cluster().sql("postgres", "DROP DATABASE IF EXISTS restored", "CREATE DATABASE restored TEMPLATE template0");
        run("pg_restore", "restored", "-e", "-1", "--no-owner", "--no-privileges", dump);
        assertThat(inventory("shop").changesTo(inventory("restored"))).isEmpty();
        assertThat(inventory("restored")).isEqualTo(inventory("shop"));
        // the text of a check is another one, so this is not a matter of course
        var text =
                "SELECT string_agg(pg_get_constraintdef(oid), ' ' ORDER BY conname) FROM pg_constraint WHERE contype = 'c'";
        assertThat(cluster().ask("restored", text)).isNotEqualTo(cluster().ask("shop", text));
    }

    @Test
    void isTheSameForWhoeverAsksAndAsAPlainRecord() throws Exception {
        var shop = inventory("shop");
        assertThat(inventory("stranger", "shop")).isEqualTo(shop);
        var json = new ObjectMapper();
        assertThat(json.readValue(json.writeValueAsString(shop), Inventory.class))
                .isEqualTo(shop);
        assertThat(shop.items()).isSorted();
        assertThat(new Inventory(List.of("b", "a", "b"))).isEqualTo(new Inventory(List.of("a", "b")));
    }

    /** A caller that reads in a transaction of its own sees what was there when that began. */
    @Test
    void readsInTheSnapshotOfItsCaller() throws Exception {
        altered("snapshot");
        try (var connection = cluster().connect("boss", "snapshot");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            var before = Inventory.read(connection);
            cluster().sql("snapshot", "CREATE TABLE later ()");
            assertThat(Inventory.read(connection)).isEqualTo(before);
            connection.rollback();
            assertThat(before.changesTo(Inventory.read(connection))).containsExactly("table public.later is new");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CREATE SCHEMA other | schema other is new",
                "ALTER TABLE orders DROP status CASCADE | column public.orders.status: character varying(20), default is gone",
                "ALTER TABLE orders ADD remark text | column public.orders.remark: text is new",
                "ALTER TABLE orders RENAME \"a: \"\"note\" TO note | column public.orders.\"a: \"\"note\": text is gone",
                "ALTER TABLE cache ALTER key SET NOT NULL | column public.cache.key: text became 'text, not null'",
                "ALTER TABLE cache ALTER key TYPE varchar(9) | column public.cache.key: text became 'character varying(9)'",
                "ALTER TABLE cache ALTER key SET DEFAULT 'x' | column public.cache.key: text became 'text, default'",
                "ALTER TABLE cache ALTER key TYPE text COLLATE \"C\""
                        + " | column public.cache.key: text became 'text, collation pg_catalog.\"C\"'",
                "ALTER TABLE customer ALTER id SET GENERATED BY DEFAULT"
                        + " | column public.customer.id: bigint, not null, identity always became"
                        + " 'bigint, not null, identity by default'",
                "ALTER TABLE orders ALTER total DROP EXPRESSION"
                        + " | column public.orders.total: numeric, generated, stored became 'numeric'",
                "ALTER TABLE cache SET LOGGED | table public.cache: unlogged, with fillfactor=70 became 'with fillfactor=70'",
                "ALTER TABLE orders DISABLE ROW LEVEL SECURITY | table public.orders: row security became ''",
                "ALTER TABLE visit DETACH PARTITION visit_2026 | table public.visit_2026: partition of public.visit became ''",
                "ALTER TABLE guest NO INHERIT customer | table public.guest: inherits public.customer became ''",
                "DROP INDEX orders_open | index public.orders_open: on public.orders, btree, columns (expression descending,"
                        + " price), includes (total), partial, valid is gone",
                "CREATE INDEX more ON cache (key) | index public.more: on public.cache, btree, columns (key), valid is new",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'app.sums_customer'::regclass | index app.sums_customer:"
                        + " on app.sums, unique, btree, columns (customer), valid became"
                        + " 'on app.sums, unique, btree, columns (customer), not valid'",
                "DROP INDEX app.sums_customer; CREATE INDEX sums_customer ON app.sums (customer) | index app.sums_customer: on"
                        + " app.sums, unique, btree, columns (customer), valid became 'on app.sums, btree, columns (customer),"
                        + " valid'",
                "ALTER TABLE orders DROP CONSTRAINT known | constraint public.orders.known: check, columns (status), validated"
                        + " is gone",
                "ALTER TABLE cache ADD CHECK (key <> '') | constraint public.cache.cache_key_check: check, columns (key),"
                        + " validated is new",
                "ALTER TABLE orders VALIDATE CONSTRAINT cheap | constraint public.orders.cheap: check, columns (price,"
                        + " status), not validated became 'check, columns (price, status), validated'",
                "ALTER TABLE orders ALTER CONSTRAINT orders_customer_fkey NOT DEFERRABLE | constraint"
                        + " public.orders.orders_customer_fkey: foreign key → public.customer, columns (customer), to (id),"
                        + " on update no action, on delete cascade, validated, deferred became 'foreign key →"
                        + " public.customer, columns (customer), to (id), on update no action, on delete cascade, validated'",
                "ALTER SEQUENCE invoice NO CYCLE | sequence public.invoice: integer, start 10, increment 5, min 5, max 500,"
                        + " cache 2, cycle became 'integer, start 10, increment 5, min 5, max 500, cache 2'",
                "DROP EXTENSION pgcrypto CASCADE | column public.customer.token: bytea, default became 'bytea'",
                "ALTER TYPE app.size ADD VALUE 'huge' | enum app.size: labels 'small', 'it''s: big' became"
                        + " 'labels 'small', 'it''s: big', 'huge''",
                "ALTER DOMAIN positive DROP NOT NULL | domain public.positive: integer, not null, default became"
                        + " 'integer, default'",
                "ALTER DOMAIN positive DROP CONSTRAINT above | constraint public.positive.above: check of a domain, validated"
                        + " is gone",
                "ALTER TYPE address ADD ATTRIBUTE town text | column public.address.town: text is new",
                "CREATE OR REPLACE VIEW dear AS SELECT id, price, total FROM orders | column public.dear.total: numeric is new",
                "DROP MATERIALIZED VIEW app.sums | materialized view app.sums is gone",
                "REFRESH MATERIALIZED VIEW app.sums WITH NO DATA | materialized view app.sums became 'not populated'",
                "CREATE OR REPLACE PROCEDURE tidy() LANGUAGE sql AS 'SELECT 1' | procedure public.tidy(): sql, volatile, body"
                        + " 352c89bca0813767 became 'sql, volatile, body e004ebd5b5532a4b'",
                "ALTER FUNCTION noted() SECURITY DEFINER | security definer",
                "DROP OPERATOR === (text, text) | operator public.===: left integer, right integer, calls pg_catalog.int4eq"
                        + " / left text, right text, calls pg_catalog.texteq became 'left integer, right integer,"
                        + " calls pg_catalog.int4eq'",
                "ALTER TABLE orders ENABLE TRIGGER noting | conditional, disabled became 'before insert or update, of"
                        + " (status), for each row, calls public.noted, conditional, enabled'",
                "DROP TRIGGER seen ON visit | trigger public.visit.seen: after insert, for each row, calls public.noted,"
                        + " enabled is gone",
                "DROP POLICY own ON orders | policy public.orders.own: for select, permissive, using, to public is gone",
                "DROP RULE quiet ON cache | rule public.cache.quiet: on delete, instead, enabled is gone",
                "DROP STATISTICS orders_both | statistics public.orders_both: on public.orders is gone",
                "DROP COLLATION german | collation public.german: provider i is gone",
            })
    void findsEachDifference(String statement, String words) throws Exception {
        altered("other", statement);
        var changes = inventory("shop").changesTo(inventory("other"));
        assertThat(changes).anySatisfy(change -> assertThat(change).contains(words));
        assertThat(changes.stream().distinct().collect(Collectors.toList())).isEqualTo(changes);
    }
}
