package io.slipway.evidence;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Looks whether the chain is whole: all of it at the start, then again and again what is new and a piece of what is old,
 * round and round. What was once found broken stays so until the next start. Not having looked is not being whole.
 */
@Component
@Profile("!worker")
public class ChainWatch {

    private static final Logger LOG = LoggerFactory.getLogger("slipway.evidence");
    private static final int PAGE = 2000;

    private final EvidenceTable table;
    private final HeadsFile heads;
    private final Seal seals;
    private final int checkedAtOnce;
    private final Map<Long, String> signed = new HashMap<>();
    private HashChain front = HashChain.EMPTY;
    private HashChain round = HashChain.EMPTY;
    private volatile @Nullable String trouble = "the chain has not been checked yet";
    private boolean broken;

    @Autowired
    ChainWatch(EvidenceTable table, HeadsFile heads, Signer signer, EvidenceSettings settings) {
        this(table, heads, signer.seal(), settings.evidence().checkedAtOnce());
    }

    ChainWatch(EvidenceTable table, HeadsFile heads, Seal seals, int checkedAtOnce) {
        this.table = table;
        this.heads = heads;
        this.seals = seals;
        this.checkedAtOnce = checkedAtOnce;
    }

    /** Why nothing can be proved at this moment; empty: the chain was whole when it was looked at last. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    synchronized void check() {
        if (broken) {
            return;
        }
        try {
            var found = look();
            broken = found.isPresent();
            trouble = found.map(Broken::toString).orElse(null);
            found.ifPresent(
                    what -> LOG.error("The evidence is broken: {}. Nothing that it says can be relied on", what));
        } catch (DataAccessException | IOException | IllegalArgumentException e) {
            LOG.error("The evidence cannot be checked", e);
            trouble = "the chain cannot be checked: " + e;
        }
    }

    /** Heads first: each of them was signed before the end is asked for, so it must be found. */
    Optional<Broken> look() throws IOException {
        heads.news().forEach(head -> signed.put(head.sequence(), head.hash()));
        var last = signed.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
        var end = table.end();
        if (last > end.sequence()) {
            return Optional.of(new Broken(end.sequence() + 1, "is missing; heads were signed up to entry " + last));
        }
        while (front.sequence() < end.sequence()) {
            var walk = walk(front, end.sequence(), PAGE);
            if (walk.broken() != null) {
                return Optional.of(walk.broken());
            }
            front = walk.chain();
        }
        if (front.sequence() == end.sequence() && !front.hash().equals(end.hash())) {
            return Optional.of(new Broken(front.sequence(), "is not the one that the chain ended with"));
        }
        if (front.sequence() > end.sequence()) {
            return Optional.of(new Broken(end.sequence() + 1, "was there before and is missing now"));
        }
        round = round.sequence() >= front.sequence() ? HashChain.EMPTY : round;
        var walk = walk(round, front.sequence(), checkedAtOnce);
        round = walk.chain();
        return Optional.ofNullable(walk.broken());
    }

    private record Walk(HashChain chain, @Nullable Broken broken) {}

    private Walk walk(HashChain from, long to, int most) {
        var chain = from;
        var asked = (int) Math.min(most, to - from.sequence());
        for (var row : table.after(from.sequence(), asked)) {
            var wrong = row.brokenAfter(chain, seals);
            if (wrong.isPresent()) {
                return new Walk(chain, wrong.get());
            }
            var head = signed.get(row.sequence());
            if (head != null && !head.equals(row.hash())) {
                return new Walk(chain, new Broken(row.sequence(), "is another one than when its head was signed"));
            }
            chain = chain.with(row.link());
        }
        return chain.sequence() < from.sequence() + asked
                ? new Walk(chain, new Broken(chain.sequence() + 1, "is missing"))
                : new Walk(chain, null);
    }
}
