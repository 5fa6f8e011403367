package io.slipway.evidence;

import io.slipway.contract.Rule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An evidence log of its own on a database of its own, and people who write into both. */
final class Cellar {

    static final byte[] MODEL = model();
    static final Map<String, byte[]> MODELS = new TreeMap<>(Map.of("bpmn/release.bpmn", MODEL));

    final Path folder;
    final JdbcClient database;
    final EvidenceSettings settings;
    final Signer signer;
    final HeadsFile heads;
    final EvidenceTable table;
    final EvidenceLog log;
    final TransactionTemplate transactions;

    Cellar(DataSource source, String vendor, Path folder) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration", "classpath:db/vendor/" + vendor)
                .load()
                .migrate();
        this.folder = folder;
        this.database = JdbcClient.create(source);
        this.settings = new EvidenceSettings(
                folder,
                new EvidenceSettings.Evidence(null, null, Duration.ofSeconds(1), 2000, 3, Duration.ofMinutes(1)));
        this.signer = new Signer(settings);
        this.heads = new HeadsFile(settings);
        this.table = new EvidenceTable(new JdbcTemplate(source));
        var manager = new JdbcTransactionManager(source);
        this.log = new EvidenceLog(table, signer, heads, manager);
        this.transactions = new TransactionTemplate(manager);
    }

    private static byte[] model() {
        try {
            return Files.readAllBytes(Path.of("bpmn/release.bpmn"));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    ChainWatch watch() {
        return new ChainWatch(table, new HeadsFile(settings), signer, settings);
    }

    /** All in one transaction. */
    void write(Fact... facts) {
        transactions.executeWithoutResult(status -> List.of(facts).forEach(log::record));
    }

    static Fact fact(String release, EntryKind kind, Map<String, Object> body) {
        return Fact.of(release, kind, List.of(Rule.PREP_1), "slipway-worker", body);
    }

    static Fact start(String release) {
        return fact(
                release,
                EntryKind.START,
                Map.of(
                        "deployment", "d1",
                        "changeSummary", "A <script>alert('page')</script>",
                        "models", Map.of("bpmn/release.bpmn", Sha256.of(MODEL))));
    }

    static Fact finding(String release, String task, String verdict, String digest) {
        return fact(
                release,
                EntryKind.FINDING,
                Map.of(
                        "task",
                        task,
                        "rule",
                        "PREP-1",
                        "verdict",
                        verdict,
                        "why",
                        "Ünïcode & more",
                        "digest",
                        digest,
                        "phase",
                        "prepare"));
    }

    /** Two releases whose entries lie between each other. */
    void twoReleases() {
        write(start("shop-1"));
        write(
                start("mail-7"),
                fact("mail-7", EntryKind.STEP, Map.of("reached", List.of("release/StartEvent_ReleaseRequested"))));
        write(
                fact("shop-1", EntryKind.EFFECT, Map.of("task", "t1")),
                finding("shop-1", "t1", "pass", "d"),
                fact("shop-1", EntryKind.STEP, Map.of("reached", List.of("release/StartEvent_ReleaseRequested"))),
                fact("shop-1", EntryKind.STEP, Map.of("reached", List.of("release/CallActivity_Prepare"))));
        write(fact("mail-7", EntryKind.STOP, Map.of("phase", "prepare")));
        write(fact("shop-1", EntryKind.DECISION, Map.of("decision", "Task_ResolveStop", "stopDecision", "give-up")));
        write(fact("shop-1", EntryKind.END, Map.of("outcome", "stopped")));
        write(fact("mail-7", EntryKind.END, Map.of("outcome", "stopped")));
    }

    byte[] pack(String release) {
        return new EvidencePacks(table, log, signer)
                .of(release, deployment -> MODELS)
                .orElseThrow();
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
