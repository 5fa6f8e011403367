package io.slipway.evidence;

import static io.slipway.evidence.Cellar.fact;
import static io.slipway.evidence.Cellar.finding;
import static io.slipway.evidence.Cellar.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.slipway.contract.Rule;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The chain in its table, the same on H2 and on PostgreSQL. */
@Tag("CHECK-8")
class EvidenceLogTest {

    @Nested
    class OnH2 extends Promises {

        @Override
        Cellar open() {
            var source = new JdbcDataSource();
            source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            return new Cellar(source, "h2", folder);
        }

        @Override
        void takeTheGuardsAway() {
            cellar.database.sql("DROP TRIGGER slipway_evidence_append_only").update();
        }
    }

    @Nested
    class OnPostgres extends Promises {

        private static @Nullable EmbeddedPostgres server;

        /** As in the product: a new connection for each transaction would cost more than what it does. */
        private @Nullable HikariDataSource pool;

        private static EmbeddedPostgres running() {
            return Objects.requireNonNull(server);
        }

        @BeforeAll
        static void serve() throws IOException {
            server = EmbeddedPostgres.start();
        }

        @AfterAll
        static void stop() throws IOException {
            running().close();
        }

        @Override
        Cellar open() throws Exception {
            var name = "e" + UUID.randomUUID().toString().replace("-", "");
            try (var connection = running().getPostgresDatabase().getConnection()) {
                connection.createStatement().execute("CREATE DATABASE " + name);
            }
            pool = new HikariDataSource();
            pool.setDataSource(running().getDatabase("postgres", name));
            pool.setMinimumIdle(1);
            return new Cellar(pool, "postgresql", folder);
        }

        @AfterEach
        void drain() {
            if (pool != null) {
                pool.close();
            }
        }

        @Override
        void takeTheGuardsAway() {
            cellar.database
                    .sql("ALTER TABLE slipway_evidence DISABLE TRIGGER ALL")
                    .update();
        }

        @Test
        void isNotTruncatedNorTurnedOffByAReplicationSession() {
            cellar.twoReleases();
            assertThatThrownBy(() ->
                            cellar.database.sql("TRUNCATE slipway_evidence").update())
                    .hasStackTraceContaining("append-only");
            assertThatThrownBy(() -> cellar.database
                            .sql("TRUNCATE slipway_evidence_chain")
                            .update())
                    .hasStackTraceContaining("append-only");
            assertThatThrownBy(() -> cellar.transactions.execute(status -> {
                        cellar.database
                                .sql("SET LOCAL session_replication_role = replica")
                                .update();
                        return cellar.database
                                .sql("DELETE FROM slipway_evidence")
                                .update();
                    }))
                    .hasStackTraceContaining("append-only");
        }
    }

    abstract static class Promises {

        Path folder;
        Cellar cellar;

        @BeforeEach
        void open(@TempDir Path folder) throws Exception {
            this.folder = folder;
            cellar = open();
        }

        abstract Cellar open() throws Exception;

        abstract void takeTheGuardsAway();

        private List<Long> sequences() {
            return cellar.database
                    .sql("SELECT sequence_number FROM slipway_evidence ORDER BY 1")
                    .query(Long.class)
                    .list();
        }

        private String trouble() {
            var watch = cellar.watch();
            watch.check();
            return watch.trouble().orElse("");
        }

        @Test
        void everyGateIsSignedAndTheChainIsWhole() throws Exception {
            cellar.twoReleases();
            assertThat(cellar.log.of("shop-1")).extracting(Entry::number).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            assertThat(cellar.log.of("shop-1").get(3).fact().body().path("reached"))
                    .hasSize(2);
            assertThat(sequences())
                    .isEqualTo(LongStream.rangeClosed(1, 14).boxed().toList());
            var heads = HeadsFile.read(Files.readString(folder.resolve("heads.log")));
            assertThat(heads).hasSize(4).allMatch(Head::isSigned);
            assertThat(trouble()).isEmpty();
        }

        @Test
        void whatIsRolledBackLeavesNothing() {
            cellar.transactions.executeWithoutResult(status -> {
                cellar.log.record(start("shop-1"));
                status.setRollbackOnly();
            });
            assertThatThrownBy(() -> cellar.transactions.executeWithoutResult(status -> {
                        cellar.log.record(start("shop-1"));
                        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                            @Override
                            public void beforeCommit(boolean readOnly) {
                                assertThat(sequences()).as("written already").hasSize(1);
                                throw new IllegalStateException("the commit fails");
                            }
                        });
                    }))
                    .hasMessage("the commit fails");
            assertThat(sequences()).isEmpty();
            assertThat(cellar.table.end()).isEqualTo(HashChain.EMPTY);
            assertThat(folder.resolve("heads.log")).doesNotExist();
        }

        @Test
        void withoutATransactionNothingIsKept() {
            assertThatThrownBy(() -> cellar.log.record(start("shop-1"))).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void manyAtOnceWaitForEachOtherAndLeaveNoGap() throws Exception {
            var pool = Executors.newFixedThreadPool(8);
            try {
                var writes = new ArrayList<Future<?>>();
                for (var i = 0; i < 200; i++) {
                    var release = "shop-" + i % 5;
                    writes.add(pool.submit(
                            () -> cellar.write(start(release), fact(release, EntryKind.END, Map.of("outcome", "x")))));
                }
                for (var write : writes) {
                    write.get();
                }
            } finally {
                pool.shutdownNow();
            }
            assertThat(sequences())
                    .isEqualTo(LongStream.rangeClosed(1, 600).boxed().toList());
            assertThat(cellar.log.of("shop-3")).hasSize(80);
            assertThat(trouble()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "UPDATE slipway_evidence SET content = 'x' WHERE sequence_number = 2",
                    "UPDATE slipway_evidence SET release_key = NULL",
                    "DELETE FROM slipway_evidence WHERE sequence_number = 2",
                    "DELETE FROM slipway_evidence",
                    "DELETE FROM slipway_evidence_chain"
                })
        void nothingIsChangedOrDeleted(String sql) {
            cellar.twoReleases();
            assertThatThrownBy(() -> cellar.database.sql(sql).update()).hasStackTraceContaining("append-only");
            assertThat(sequences()).hasSize(14);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "UPDATE slipway_evidence SET content = REPLACE(content, 'pass', 'fail')|5",
                    "UPDATE slipway_evidence SET kind = 'effect' WHERE sequence_number = 5|5",
                    "UPDATE slipway_evidence SET seal = hash WHERE sequence_number = 5|5",
                    "DELETE FROM slipway_evidence WHERE sequence_number = 4|4",
                    "DELETE FROM slipway_evidence WHERE sequence_number = 1|1",
                    "DELETE FROM slipway_evidence WHERE sequence_number = 14|14",
                    "DELETE FROM slipway_evidence|1"
                })
        void whoeverTakesTheGuardsAwayIsFound(String act) {
            cellar.twoReleases();
            var watch = cellar.watch();
            watch.check();
            assertThat(watch.trouble()).isEmpty();
            takeTheGuardsAway();
            var parts = act.split("\\|");
            cellar.database.sql(parts[0]).update();
            watch.check();
            assertThat(watch.trouble())
                    .hasValueSatisfying(why -> assertThat(why).startsWith("Entry " + parts[1] + " "));
            assertThat(trouble()).startsWith("Entry " + parts[1] + " ");
        }

        @Test
        void aTruncatedChainIsFoundByTheHeadThatLeft() {
            cellar.twoReleases();
            takeTheGuardsAway();
            cellar.database
                    .sql("DELETE FROM slipway_evidence WHERE sequence_number > 8")
                    .update();
            cellar.database
                    .sql("UPDATE slipway_evidence_chain SET last_sequence = 8,"
                            + " last_hash = (SELECT hash FROM slipway_evidence WHERE sequence_number = 8)")
                    .update();
            assertThat(trouble()).isEqualTo("Entry 9 is missing; heads were signed up to entry 13");
        }

        @Test
        void aHeadThatACrashCutOffIsPassedOver() throws Exception {
            cellar.twoReleases();
            var file = folder.resolve("heads.log");
            var lines = Files.readString(file);
            Files.writeString(file, lines.substring(0, lines.length() - 20));
            var watch = cellar.watch();
            watch.check();
            assertThat(watch.trouble()).isEmpty();
            cellar.write(start("shop-2"), fact("shop-2", EntryKind.END, Map.of("outcome", "x")));
            watch.check();
            assertThat(watch.trouble()).isEmpty();
            assertThat(HeadsFile.read(Files.readString(file))).hasSize(4).allMatch(Head::isSigned);
        }

        @Test
        void beforeTheFirstLookNothingIsTakenForWhole() {
            assertThat(cellar.watch().trouble()).isPresent();
        }

        @Test
        void aForgedEntryProvesNothing() {
            cellar.write(start("shop-1"), finding("shop-1", "t1", "fail", "d"));
            var end = cellar.table.end();
            var entry = Entry.of(end.sequence() + 1, 3, Instant.now(), finding("shop-1", "t2", "pass", "d"));
            var link = end.link(entry.content());
            cellar.table.append(List.of(new Row(entry, end.hash(), link.hash(), link.hash())), end.with(link));
            assertThatThrownBy(() -> cellar.log.proofs("shop-1")).hasMessageContaining("not as Slipway wrote it");
            assertThat(trouble()).contains("seal");
        }

        @Test
        void onlyTheNewestPassForThatArtifactProvesARule() {
            var now = Instant.now();
            cellar.write(start("shop-1"), finding("shop-1", "t1", "pass", "d1"));
            assertThat(cellar.log.proofs("shop-1").passed(Rule.PREP_1, "d1", now.minusSeconds(60)))
                    .isPresent();
            assertThat(cellar.log.proofs("shop-1").passed(Rule.PREP_1, "d2", now.minusSeconds(60)))
                    .isEmpty();
            assertThat(cellar.log.proofs("shop-1").passed(Rule.PREP_2, "d1", now.minusSeconds(60)))
                    .isEmpty();
            assertThat(cellar.log.proofs("shop-1").passed(Rule.PREP_1, "d1", now.plusSeconds(60)))
                    .isEmpty();
            assertThat(cellar.log.proofs("shop-2").passed(Rule.PREP_1, "d1", now.minusSeconds(60)))
                    .isEmpty();
            cellar.write(finding("shop-1", "t2", "pass", "d1"), finding("shop-1", "t2", "unknown", "d1"));
            assertThat(cellar.log.proofs("shop-1").passed(Rule.PREP_1, "d1", now.minusSeconds(60)))
                    .isEmpty();
        }

        @Test
        void aFloodOfRefusalsIsCountedNotWritten() {
            var now = new Instant[] {Instant.parse("2026-11-24T08:00:00Z")};
            InstantSource clock = () -> now[0];
            var refusals = new Refusals(cellar.log, cellar.settings, clock);
            for (var i = 0; i < 5000; i++) {
                refusals.refused(null, "mallory", "CompleteExternalTaskCmd", "not a worker");
            }
            refusals.refused("shop-1", "maria", "ModifyProcessInstanceCmd", "nobody may");
            assertThat(sequences()).hasSize(4);
            now[0] = now[0].plusSeconds(61);
            refusals.flush();
            var counted = cellar.table.after(4, 10);
            assertThat(counted).singleElement().satisfies(row -> assertThat(row.content())
                    .contains("\"actor\":\"mallory\"")
                    .contains("\"notWrittenBefore\":4997"));
            assertThat(cellar.log.of("shop-1")).hasSize(1);
            assertThat(trouble()).isEmpty();
        }
    }
}
