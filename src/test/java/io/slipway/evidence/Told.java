package io.slipway.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Evidence of one release that a test tells entry by entry. */
public final class Told {

    private final List<Entry> entries = new ArrayList<>();

    /** One more entry. */
    public Told with(Instant at, Fact fact) {
        var next = entries.size() + 1;
        entries.add(Entry.of(next, next, at, fact));
        return this;
    }

    public Proofs proofs() {
        return new Proofs(entries);
    }
}
