package io.slipway.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of two inventories a program minds that was written before the second. */
@Tag("BACK-3")
class MigrationTest {

    private static final List<String> SHOP = List.of(
            "column app.\"my.orders\".\"a: note\": text, not null",
            "column app.\"my.orders\".price: numeric(10,2), default",
            "column app.dear.price: numeric(10,2)",
            "column app.home.street: text",
            "composite type app.home",
            "constraint app.\"my.orders\".cheap: check, columns (price), validated",
            "domain app.positive: integer, not null",
            "enum app.size: labels 'small', 'it''s big'",
            "function app.fee(integer): returns integer, sql, volatile, body 0011223344556677",
            "index app.by_price: on app.\"my.orders\", btree, columns (price), valid",
            "schema app",
            "sequence app.number: bigint, start 1, increment 1, min 1, max 9, cache 1",
            "table app.\"my.orders\"",
            "trigger app.\"my.orders\".seen: after insert, for each row, calls app.noted, enabled",
            "view app.dear");

    private static Migration replaced(String old, String... fresh) {
        var items = new ArrayList<>(SHOP);
        if (!old.isEmpty()) {
            assertThat(items.removeIf(item -> item.startsWith(old))).isTrue();
        }
        items.addAll(List.of(fresh));
        return Migration.between(new Inventory(SHOP), new Inventory(items));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "column app.\"my.orders\".\"a: note\" | column app.\"my.orders\".remark: text"
                        + " | column app.\"my.orders\".\"a: note\" → app.\"my.orders\".remark",
                "column app.\"my.orders\".price | column app.\"my.orders\".cost: numeric(10,2), not null, default"
                        + " | column app.\"my.orders\".price → app.\"my.orders\".cost",
                "column app.dear.price | column app.dear.cost: numeric(10,2) | column app.dear.price → app.dear.cost",
                "column app.home.street | column app.home.road: text | column app.home.street → app.home.road",
                "domain app.positive | domain app.above: integer, not null | domain app.positive → app.above",
                "enum app.size | enum app.extent: labels 'small', 'it''s big' | enum app.size → app.extent",
                "enum app.size | enum app.size: labels 'tiny', 'it''s big' | label 'small' of enum app.size → 'tiny'",
                "function app.fee | function app.charge(integer): returns integer, sql, volatile, body 0011223344556677"
                        + " | function app.fee(integer) → app.charge(integer)",
                "sequence app.number | sequence app.nr: bigint, start 1, increment 1, min 1, max 9, cache 1"
                        + " | sequence app.number → app.nr",
            })
    void seesWhatLooksAsIfItHadAnotherName(String old, String fresh, String words) {
        assertThat(replaced(old, fresh).renamed()).containsExactly(words);
    }

    @Test
    void seesATableOrViewOfAnotherNameByItsColumns() {
        var items = SHOP.stream()
                .map(item -> item.replace("app.\"my.orders\"", "app.purchases")
                        .replace("app.dear", "app.\"exp.ensive\"")
                        .replace("app.home", "app.place"))
                .toList();
        assertThat(Migration.between(new Inventory(SHOP), new Inventory(items)).renamed())
                .containsExactly(
                        "composite type app.home → app.place",
                        "table app.\"my.orders\" → app.purchases",
                        "view app.dear → app.\"exp.ensive\"");
        var moved = SHOP.stream().map(item -> item.replace("app.", "shop.")).toList();
        assertThat(Migration.between(new Inventory(SHOP), new Inventory(moved)).renamed())
                .contains(
                        "table app.\"my.orders\" → shop.\"my.orders\"",
                        "function app.fee(integer) → shop.fee(integer)");
        // a view that stands where the table stood does not bring back all that a table is
        assertThat(Migration.between(
                                new Inventory(SHOP),
                                new Inventory(SHOP.stream()
                                        .map(item -> item.replace("table app.", "view app."))
                                        .toList()))
                        .renamed())
                .isNotEmpty();
    }

    @Test
    void takesNoOtherChangeForAnotherName() {
        assertThat(replaced("column app.\"my.orders\".price", "column app.\"my.orders\".cost: integer")
                        .renamed())
                .isEmpty();
        assertThat(replaced("column app.\"my.orders\".price", "column app.dear.cost: numeric(10,2)")
                        .renamed())
                .isEmpty();
        assertThat(replaced("column app.\"my.orders\".price").renamed()).isEmpty();
        assertThat(replaced("", "column app.\"my.orders\".cost: text").renamed())
                .isEmpty();
        assertThat(replaced("", "table app.more", "column app.more.price: numeric(10,2)")
                        .renamed())
                .isEmpty();
        assertThat(replaced("enum app.size", "enum app.size: labels 'small', 'it''s big', 'more'")
                        .renamed())
                .isEmpty();
        assertThat(replaced("view app.dear", "view app.other").renamed()).isEmpty();
    }

    @Test
    void namesWhatIsGoneWhatIsOtherAndWhatIsNew() {
        var migration = replaced("view app.dear", "table app.more");
        assertThat(migration.gone()).containsExactly("view app.dear");
        assertThat(migration.fresh()).containsExactly("table app.more");
        assertThat(migration.altered()).isEmpty();
        assertThat(replaced("column app.dear.price", "column app.dear.price: text")
                        .altered())
                .containsExactly("column app.dear.price");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "text, not null | true",
                "text, not null, collation pg_catalog.\"C\" | true",
                "text | false",
                "text, not null, default | false",
                "bigint, not null, identity always | false",
                "bigint, not null, generated, stored | false",
            })
    void aColumnThatHasToBeFilledAndHasNoDefaultStopsWhoeverDoesNotKnowIt(String says, boolean stops) {
        var column = "column app.\"my.orders\".fresh: " + says;
        assertThat(replaced("", column).unfillable())
                .isEqualTo(stops ? List.of("column app.\"my.orders\".fresh") : List.of());
        // nobody else writes to a table that is new
        assertThat(replaced("", "table app.more", column.replace("\"my.orders\"", "more"))
                        .unfillable())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "constraint app.\"my.orders\".above: check, columns (price), validated | constraint app.\"my.orders\".above",
                "constraint app.positive.above: check of a domain, validated | constraint app.positive.above",
                "index app.one: on app.\"my.orders\", unique, btree, columns (price), valid | index app.one",
                "trigger app.\"my.orders\".noted: after insert, for each row, calls app.x, enabled | trigger app.\"my.orders\".noted",
                "policy app.\"my.orders\".own: for insert, permissive, with check, to public | policy app.\"my.orders\".own",
                "rule app.\"my.orders\".quiet: on insert, instead, enabled | rule app.\"my.orders\".quiet",
                "event trigger no: on ddl_command_start, calls app.x, enabled | event trigger no",
                "index app.two: on app.\"my.orders\", btree, columns (price), valid | ",
                "constraint app.more.above: check, columns (price), validated | ",
                "index app.one: on app.more, unique, btree, columns (price), valid | ",
            })
    void namesWhatMayRefuseWhatIsWrittenToWhatWasThereBefore(String fresh, String words) {
        assertThat(replaced("", fresh, "table app.more").binding())
                .isEqualTo(words == null ? List.of() : List.of(words));
    }
}
