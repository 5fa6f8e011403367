package io.slipway.evidence;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of the table, which somebody may have written who is not Slipway. */
record StoredRow(
        long sequence,
        @Nullable String release,
        long number,
        String kind,
        String content,
        String previous,
        String hash,
        String seal) {

    /** The entry, if its hash and its seal are those of its content. */
    Entry entry(Seal seals) {
        if (!Sha256.ofBoth(previous, Sha256.of(content)).equals(hash) || !seals.isOn(hash, seal)) {
            throw new IllegalStateException("Entry " + sequence + " of the evidence is not as Slipway wrote it");
        }
        return Entry.trusted(content);
    }

    Link link() {
        return new Link(sequence, Sha256.of(content), hash);
    }

    /** What is wrong with it after that chain; empty: nothing. */
    Optional<Broken> brokenAfter(HashChain chain, Seal seals) {
        var broken = chain.broken(link());
        if (broken.isPresent()) {
            return broken;
        }
        if (!previous.equals(chain.hash())) {
            return Optional.of(new Broken(sequence, "names another entry as the one before it"));
        }
        return brokenAlone(chain, seals);
    }

    private Optional<Broken> brokenAlone(HashChain chain, Seal seals) {
        if (!seals.isOn(hash, seal)) {
            return Optional.of(new Broken(sequence, "was not written by this Slipway: its seal is wrong"));
        }
        try {
            var entry = Entry.trusted(content);
            if (entry.sequence() != sequence
                    || entry.number() != number
                    || !entry.kind().id().equals(kind)
                    || !Objects.equals(entry.fact().release(), release)) {
                return Optional.of(new Broken(sequence, "says something else in its columns than in its content"));
            }
            // whether the signature is right needs no look: the seal says that it is as it was written
            return entry.kind() == EntryKind.HEAD
                            && !Head.read(entry.fact().body()).isAbout(chain)
                    ? Optional.of(new Broken(sequence, "signs another chain than the one before it"))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new Broken(sequence, String.valueOf(e.getMessage())));
        }
    }
}
