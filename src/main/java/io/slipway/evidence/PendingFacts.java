package io.slipway.evidence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;

/** What a transaction has to prove when it commits. */
final class PendingFacts implements TransactionSynchronization {

    private final EvidenceLog log;
    private final List<Fact> facts = new ArrayList<>();
    private @Nullable Head head;
    private boolean appended;

    PendingFacts(EvidenceLog log) {
        this.log = log;
    }

    boolean isFor(EvidenceLog other) {
        return log == other;
    }

    void add(Fact fact) {
        if (appended) {
            throw new IllegalStateException("The transaction is being committed: this comes too late");
        }
        var last = facts.size() - 1;
        if (last >= 0 && fact.continues(facts.get(last))) {
            facts.set(last, fact.after(facts.get(last)));
        } else {
            facts.add(fact);
        }
    }

    /** After everything else, so that nothing is waited for while the chain's end is held. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        appended = true;
        if (!facts.isEmpty()) {
            head = log.append(facts).orElse(null);
        }
    }

    @Override
    public void afterCommit() {
        if (head != null) {
            log.leave(head);
        }
    }
}
