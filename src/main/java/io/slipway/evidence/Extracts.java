package io.slipway.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/** What is taken out of the entries of a release so that it need not be looked for. */
final class Extracts {

    private Extracts() {}

    static String findings(List<Entry> entries) {
        return of(entries, EntryKind.FINDING);
    }

    static String decisions(List<Entry> entries) {
        return of(entries, EntryKind.DECISION);
    }

    private static String of(List<Entry> entries, EntryKind kind) {
        ArrayNode list = Canonical.JSON.createArrayNode();
        entries.stream()
                .filter(entry -> entry.kind() == kind)
                .map(entry -> Canonical.lenient(entry.content()))
                .forEach(list::add);
        return Canonical.write(list) + "\n";
    }

    /** The digest of the artifact that the release was about, as the last entry that names one says it. */
    static String digest(List<Entry> entries) {
        var digest = "";
        for (var entry : entries) {
            digest = entry.fact().body().path("digest").asText(digest);
        }
        return digest;
    }
}
