package io.slipway.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The chain in a pack: link by link, and the contents that are shown. */
final class PackChain {

    private final PackFiles pack;
    private final PackManifest manifest;
    private final Map<Long, String> hashes = new HashMap<>();
    private final List<Entry> own = new ArrayList<>();

    PackChain(PackFiles pack, PackManifest manifest) {
        this.pack = pack;
        this.manifest = manifest;
    }

    /** The entries of the pack's release, as far as the chain was found whole. */
    List<Entry> own() {
        return List.copyOf(own);
    }

    /** The hash of each entry, likewise. */
    Map<Long, String> hashes() {
        return Collections.unmodifiableMap(hashes);
    }

    /** The first entry that is wrong; empty: none is. */
    Optional<Broken> broken() {
        var lines = pack.text(PackFiles.ENTRIES).lines().toList();
        if (lines.size() != manifest.entries().size()) {
            return wrong(0, "The pack lists " + manifest.entries().size() + " entries and holds " + lines.size());
        }
        var contents = new HashMap<Long, String>();
        for (var i = 0; i < lines.size(); i++) {
            contents.put(manifest.entries().get(i), lines.get(i));
        }
        return walk(contents);
    }

    private Optional<Broken> walk(Map<Long, String> contents) {
        var chain = manifest.before();
        for (var line : pack.text(PackFiles.CHAIN).lines().toList()) {
            var link = link(line, chain);
            var broken = chain.broken(link);
            if (broken.isEmpty()) {
                broken = content(contents.remove(link.sequence()), link, chain);
            }
            if (broken.isPresent()) {
                return broken;
            }
            chain = chain.with(link);
            hashes.put(link.sequence(), link.hash());
        }
        if (!chain.equals(manifest.end())) {
            return wrong(
                    chain.sequence() + 1,
                    "is missing: the chain went on to " + manifest.end().sequence());
        }
        return contents.keySet().stream().findFirst().map(missing -> new Broken(missing, "has no link in the chain"));
    }

    private static Link link(String line, HashChain before) {
        try {
            return Link.read(line);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Entry " + (before.sequence() + 1) + " has no link: " + e.getMessage(), e);
        }
    }

    private Optional<Broken> content(@Nullable String content, Link link, HashChain before) {
        if (content == null) {
            return Optional.empty();
        }
        if (!Sha256.of(content).equals(link.contentHash())) {
            return wrong(link.sequence(), "was changed: its content is not what the chain holds");
        }
        var entry = Entry.read(content);
        if (entry.sequence() != link.sequence()) {
            return wrong(link.sequence(), "says that it is entry " + entry.sequence());
        }
        if (manifest.release().equals(entry.fact().release())) {
            own.add(entry);
        }
        return entry.kind() == EntryKind.HEAD
                ? Head.read(entry.fact().body()).wrongAbout(before).map(why -> new Broken(link.sequence(), why))
                : Optional.empty();
    }

    private static Optional<Broken> wrong(long sequence, String why) {
        return Optional.of(new Broken(sequence, why));
    }
}
