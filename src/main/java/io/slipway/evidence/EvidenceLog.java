package io.slipway.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one chain of evidence of this installation. What is recorded is kept with the caller's transaction or not at all;
 * nothing is ever changed or taken out.
 */
@Component
@Profile("!worker")
public class EvidenceLog {

    private final EvidenceTable table;
    private final Signer signer;
    private final Seal seals;
    private final HeadsFile heads;
    private final InstantSource clock;
    private final TransactionTemplate apart;

    @Autowired
    EvidenceLog(EvidenceTable table, Signer signer, HeadsFile heads, PlatformTransactionManager transactions) {
        this(table, signer, heads, transactions, InstantSource.system());
    }

    EvidenceLog(
            EvidenceTable table,
            Signer signer,
            HeadsFile heads,
            PlatformTransactionManager transactions,
            InstantSource clock) {
        this.table = table;
        this.signer = signer;
        this.seals = signer.seal();
        this.heads = heads;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Keeps a fact with the transaction that is under way. It gets its place in the chain right before the commit, as the
     * last thing that the transaction does; if that fails, the transaction fails, and if the transaction fails, the fact
     * is gone with it.
     *
     * @throws IllegalStateException if no transaction is under way
     */
    public void record(Fact fact) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Evidence is kept with what it proves: there is no transaction");
        }
        pending().add(fact);
    }

    /** Keeps a fact in a transaction of its own, whatever becomes of the caller's. */
    public void recordApart(Fact fact) {
        apart.executeWithoutResult(status -> record(fact));
    }

    private PendingFacts pending() {
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(PendingFacts.class::isInstance)
                .map(PendingFacts.class::cast)
                .filter(facts -> facts.isFor(this))
                .findFirst()
                .orElseGet(() -> {
                    var facts = new PendingFacts(this);
                    TransactionSynchronizationManager.registerSynchronization(facts);
                    return facts;
                });
    }

    /**
     * Appends facts to the chain; whoever else wants to waits until this transaction has ended.
     *
     * @return the head that was signed, if one of the facts is a gate
     */
    Optional<Head> append(List<Fact> facts) {
        var chain = table.lockEnd();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var rows = new ArrayList<Row>();
        var numbers = new HashMap<String, Long>();
        for (var fact : facts) {
            chain = add(fact, chain, now, numbers, rows);
        }
        Optional<Head> head = Optional.empty();
        if (facts.stream().anyMatch(fact -> fact.kind().isGate())) {
            head = Optional.of(Head.sign(chain, now, signer.key()));
            chain = add(head.get().fact(), chain, now, numbers, rows);
        }
        table.append(rows, chain);
        return head;
    }

    private HashChain add(Fact fact, HashChain chain, Instant now, HashMap<String, Long> numbers, ArrayList<Row> rows) {
        var release = fact.release();
        var number =
                release == null ? 0 : numbers.merge(release, table.lastNumber(release, numbers) + 1, (a, b) -> a + 1);
        var entry = Entry.of(chain.sequence() + 1, number, now, fact);
        var link = chain.link(entry.content());
        rows.add(new Row(entry, chain.hash(), link.hash(), seals.on(link.hash())));
        return chain.with(link);
    }

    void leave(Head head) {
        heads.write(head);
    }

    /** Signs a statement with this installation's key. */
    public ObjectNode sign(ObjectNode statement) {
        return Signed.sign(statement, signer.key());
    }

    /** The fingerprint of this installation's key. */
    public String signer() {
        return signer.key().fingerprint();
    }

    /**
     * The entries of one release, in order.
     *
     * @throws IllegalStateException if one of them is not as Slipway wrote it
     */
    public List<Entry> of(String release) {
        return table.of(release).stream().map(row -> row.entry(seals)).toList();
    }

    /** The entries of a kind that belong to no release, in order; the same as {@link #of} otherwise. */
    public List<Entry> ofNoRelease(EntryKind kind) {
        return table.ofNoRelease(kind).stream().map(row -> row.entry(seals)).toList();
    }

    /** What the entries of a release prove at this moment; the same as {@link #of} otherwise. */
    public Proofs proofs(String release) {
        return new Proofs(of(release));
    }
}
