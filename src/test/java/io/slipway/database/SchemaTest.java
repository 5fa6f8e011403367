package io.slipway.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pg_dump wrote is compared object by object, and told by name. */
@Tag("GATE-3")
class SchemaTest {

    private static final String ORDERS =
            """
            --
            -- Name: orders; Type: TABLE; Schema: public; Owner: -
            --

            CREATE TABLE public.orders (
                id integer NOT NULL,
                price integer DEFAULT 3,
                remark text
            );


            """;
    private static final String FEE =
            """
            --
            -- Name: fee(integer); Type: FUNCTION; Schema: public; Owner: -
            --

            CREATE FUNCTION public.fee(price integer) RETURNS integer
                LANGUAGE plpgsql
                AS $$begin
            -- half of it
            return price / 2;
            end$$;


            """;
    private static final String INDEX =
            """
            --
            -- Name: orders_price; Type: INDEX; Schema: public; Owner: -
            --

            CREATE INDEX orders_price ON public.orders USING btree (price);


            """;
    private static final String SHOP =
            """
            --
            -- Name: shop; Type: SCHEMA; Schema: -; Owner: -
            --

            CREATE SCHEMA shop;


            """;

    private Path folder;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
    }

    private Schema schema(String... objects) throws Exception {
        var text = "--\n-- PostgreSQL database dump\n--\n\n\\restrict x" + System.nanoTime() + "\n\nSET x = 1;\n\n"
                + String.join("", objects) + "--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict x"
                + System.nanoTime() + "\n\n";
        return Schema.read(Files.writeString(folder.resolve("dump.sql"), text));
    }

    private List<String> changes(Schema before, Schema after) {
        return before.changesTo(after);
    }

    @Test
    void isTheSameWhateverTheOrderAndTheNumberOfTheDump() throws Exception {
        var between = "SET default_tablespace = '';\n\nSET default_table_access_method = heap;\n\n";
        assertThat(changes(schema(SHOP, FEE, between, ORDERS, INDEX), schema(between, ORDERS, INDEX, FEE, SHOP)))
                .isEmpty();
        assertThat(schema(SHOP, ORDERS).objects()).containsOnlyKeys("SCHEMA shop", "TABLE public.orders");
    }

    @Test
    void saysWhatIsNewAndWhatIsGone() throws Exception {
        assertThat(changes(schema(ORDERS, INDEX), schema(ORDERS, FEE, SHOP)))
                .containsExactly(
                        "CREATE FUNCTION public.fee(integer)", "DROP INDEX public.orders_price", "CREATE SCHEMA shop");
    }

    @Test
    void saysOfATableWhichColumnsDifferAndNeverWhatADefaultIs() throws Exception {
        var dearer = schema(ORDERS.replace("DEFAULT 3", "DEFAULT 4"));
        assertThat(changes(schema(ORDERS), dearer)).containsExactly("ALTER TABLE public.orders (price)");
        var longer = schema(ORDERS.replace("remark text", "remark text,\n    \"a note\" text DEFAULT 'canary'"));
        assertThat(changes(schema(ORDERS), longer)).containsExactly("ALTER TABLE public.orders (\"a note\")");
        var renamed = schema(ORDERS.replace("remark text", "note text"));
        assertThat(changes(schema(ORDERS), renamed)).containsExactly("ALTER TABLE public.orders (note, remark)");
    }

    @Test
    void seesEachLineOfAFunctionComments() throws Exception {
        for (var other : List.of(
                FEE.replace("price / 2", "price / 3"),
                FEE.replace("-- half of it", "-- a part of it"),
                FEE.replace("-- half of it\n", ""),
                FEE.replace("-- half of it", "SET x = 1;"))) {
            assertThat(changes(schema(FEE), schema(other))).containsExactly("ALTER FUNCTION public.fee(integer)");
        }
    }

    /** Two objects of one name, and a function that looks like a dump. */
    @Test
    void losesNoStatementOfWhatLooksLikeAnotherObject() throws Exception {
        var twice = INDEX.replace("(price)", "(remark)");
        assertThat(changes(schema(INDEX), schema(INDEX, twice))).containsExactly("ALTER INDEX public.orders_price");
        var like = FEE.replace("-- half of it", "-- Name: x; Type: TABLE; Schema: public; Owner: -");
        assertThat(changes(schema(like), schema(like.replace("price / 2", "price / 3"))))
                .containsExactly("ALTER TABLE public.x");
    }
}
