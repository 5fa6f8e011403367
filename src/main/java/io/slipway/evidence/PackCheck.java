package io.slipway.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** Checks a pack with nothing but the pack. */
final class PackCheck {

    private final PackFiles pack;
    private final PackManifest manifest;
    private final PackChain chain;

    private PackCheck(PackFiles pack) {
        this.pack = pack;
        this.manifest = PackManifest.read(pack.text(PackFiles.MANIFEST));
        this.chain = new PackChain(pack, manifest);
    }

    /** @throws IllegalArgumentException if what was given is no pack at all; the message says why */
    static PackCheck of(byte[] zip) {
        return new PackCheck(PackFiles.read(zip));
    }

    PackManifest manifest() {
        return manifest;
    }

    List<Entry> entries() {
        return chain.own();
    }

    /** The first thing that is wrong; empty: nothing is. */
    Optional<Broken> broken() {
        try {
            return chain.broken()
                    .or(this::story)
                    .or(this::models)
                    .or(this::files)
                    .or(this::signature);
        } catch (IllegalArgumentException e) {
            return wrong(0, String.valueOf(e.getMessage()));
        }
    }

    private Optional<Broken> story() {
        var number = 0L;
        for (var entry : chain.own()) {
            if (entry.number() != ++number) {
                return wrong(
                        entry.sequence(),
                        "is number " + entry.number() + " of the release; number " + number + " is missing before it");
            }
        }
        return chain.own().isEmpty() || chain.own().get(0).kind() != EntryKind.START
                ? wrong(0, "The pack does not begin with the start of " + manifest.release())
                : Optional.empty();
    }

    private Optional<Broken> models() {
        var start = chain.own().get(0);
        var deployed = new HashMap<String, String>();
        start.fact()
                .body()
                .path("models")
                .fields()
                .forEachRemaining(
                        model -> deployed.put(model.getKey(), model.getValue().asText()));
        return PackManifest.digests(pack.models()).equals(deployed)
                ? Optional.empty()
                : wrong(start.sequence(), "names other models than those in the pack");
    }

    private Optional<Broken> files() {
        var rest = new HashMap<>(pack.files());
        rest.keySet().removeAll(List.of(PackFiles.MANIFEST, PackFiles.SIGNATURE, PackFiles.KEY));
        var digests = PackManifest.digests(rest);
        var names = new TreeSet<>(digests.keySet());
        names.addAll(manifest.files().keySet());
        for (var name : names) {
            if (!Objects.equals(digests.get(name), manifest.files().get(name))) {
                return wrong(0, "The file " + name + " is not the one that was signed");
            }
        }
        if (!pack.text(PackFiles.FINDINGS).equals(Extracts.findings(chain.own()))
                || !pack.text(PackFiles.DECISIONS).equals(Extracts.decisions(chain.own()))) {
            return wrong(0, "Findings or decisions are not those of the entries");
        }
        return Optional.empty();
    }

    private Optional<Broken> signature() {
        var key = Ed25519.keyOfPem(pack.text(PackFiles.KEY));
        if (!Ed25519.fingerprint(key).equals(manifest.key())
                || !Ed25519.pem(key).equals(pack.text(PackFiles.KEY))) {
            return wrong(0, "The key in the pack is not the one that it names");
        }
        var signed = pack.text(PackFiles.MANIFEST).getBytes(StandardCharsets.UTF_8);
        return Ed25519.isSigned(signed, pack.bytes(PackFiles.SIGNATURE), key)
                ? Optional.empty()
                : wrong(0, "The signature of the pack is not of its key");
    }

    /** What a head that left the machine earlier says about this pack, whose chain was found whole. */
    Optional<Broken> against(Head head) {
        if (!head.isSigned()) {
            return wrong(0, "The head " + head.sequence() + " is not signed by its key");
        }
        if (head.sequence() > manifest.end().sequence()) {
            return Instant.parse(head.at()).isAfter(manifest.exportedAt())
                    ? Optional.empty()
                    : wrong(
                            manifest.end().sequence() + 1,
                            "is missing: when the pack was made, the head " + head.sequence() + " had been signed");
        }
        var here = chain.hashes().get(head.sequence());
        return here == null || here.equals(head.hash())
                ? Optional.empty()
                : wrong(head.sequence(), "is another one than when its head was signed");
    }

    boolean holds(String hash) {
        return chain.hashes().containsValue(hash);
    }

    boolean holds(Head head) {
        return chain.hashes().containsKey(head.sequence());
    }

    private static Optional<Broken> wrong(long sequence, String why) {
        return Optional.of(new Broken(sequence, why));
    }
}
