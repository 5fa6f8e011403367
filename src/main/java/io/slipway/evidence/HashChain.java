package io.slipway.evidence;

import java.util.Optional;

/**
 * A chain up to one of its entries: {@code hash = SHA-256(previous hash ‖ SHA-256(content))}.
 *
 * @param sequence the last entry's place; 0: there is none yet
 * @param hash the last entry's hash
 */
record HashChain(long sequence, String hash) {

    static final HashChain EMPTY = new HashChain(0, "0".repeat(64));

    /** The link that an entry with this content gets. */
    Link link(String content) {
        var contentHash = Sha256.of(content);
        return new Link(sequence + 1, contentHash, Sha256.ofBoth(hash, contentHash));
    }

    HashChain with(Link link) {
        return new HashChain(link.sequence(), link.hash());
    }

    /** Why this cannot be the next link; empty: it is. */
    Optional<Broken> broken(Link next) {
        if (next.sequence() != sequence + 1) {
            return Optional.of(
                    new Broken(sequence + 1, "is missing; entry " + next.sequence() + " stands in its place"));
        }
        if (!Sha256.ofBoth(hash, next.contentHash()).equals(next.hash())) {
            return Optional.of(new Broken(next.sequence(), "does not follow from the entry before it"));
        }
        return Optional.empty();
    }
}
