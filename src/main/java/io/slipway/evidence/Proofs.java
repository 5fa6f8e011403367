package io.slipway.evidence;

import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the entries of one release prove. Only the newest answer counts, and only a pass is a proof. */
public final class Proofs {

    private static final String TASK = "task";

    private final List<Entry> entries;

    Proofs(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * The findings that prove a rule for an artifact: all that the newest check of this rule about this artifact found.
     *
     * @param digest SHA-256 of the artifact that the check was about
     * @param notBefore an older proof does not count
     * @return empty if there is no such check, one of its findings is no pass, or it is too old
     */
    public Optional<List<Entry>> passed(Rule rule, String digest, Instant notBefore) {
        return proven(about(rule, digest).toList(), notBefore);
    }

    /** The same, of one of several checks that answer the rule: the newest of another one does not stand in for it. */
    public Optional<List<Entry>> passed(Rule rule, Topic by, String digest, Instant notBefore) {
        return proven(
                about(rule, digest)
                        .filter(entry -> text(entry, "topic").equals(by.id()))
                        .toList(),
                notBefore);
    }

    private Stream<Entry> about(Rule rule, String digest) {
        return entries.stream()
                .filter(entry -> entry.kind() == EntryKind.FINDING)
                .filter(entry -> entry.fact().rules().contains(rule))
                .filter(entry -> text(entry, "digest").equals(digest));
    }

    private static Optional<List<Entry>> proven(List<Entry> about, Instant notBefore) {
        if (about.isEmpty()) {
            return Optional.empty();
        }
        var task = text(about.get(about.size() - 1), TASK);
        var newest =
                about.stream().filter(entry -> text(entry, TASK).equals(task)).toList();
        var proven = newest.stream()
                .allMatch(entry -> text(entry, "verdict").equals(Verdict.PASS.id())
                        && !entry.at().isBefore(notBefore));
        return proven ? Optional.of(newest) : Optional.empty();
    }

    /** What was decided about a task, the newest decision last; lapsed ones are among them. */
    public List<Entry> decisions(String task) {
        return entries.stream()
                .filter(entry -> entry.kind() == EntryKind.DECISION)
                .filter(entry -> text(entry, "decision").equals(task))
                .toList();
    }

    /** The newest entry of a kind; empty if there is none. */
    public Optional<Entry> newest(EntryKind kind) {
        return of(kind).reduce((older, newer) -> newer);
    }

    /** All entries of a kind, the newest last. */
    public Stream<Entry> of(EntryKind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind);
    }

    private static String text(Entry entry, String field) {
        return entry.fact().body().path(field).asText("");
    }
}
