package io.slipway.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * What a pack holds; this is what is signed.
 *
 * @param before the chain before the pack's first link
 * @param end the chain at the moment of the export
 * @param entries the places of the entries whose content is in the pack, in the order of its lines
 * @param digest of the release's artifact, as far as the release got to know it
 * @param key fingerprint of the key that the pack is signed with
 * @param files SHA-256 of every other file
 */
record PackManifest(
        String release,
        Instant exportedAt,
        HashChain before,
        HashChain end,
        List<Long> entries,
        String digest,
        String key,
        Map<String, String> files) {

    static final String FORMAT = "slipway-evidence-pack/1";

    static Map<String, String> digests(Map<String, byte[]> files) {
        var digests = new TreeMap<String, String>();
        files.forEach((name, bytes) -> digests.put(name, Sha256.of(bytes)));
        return digests;
    }

    String write() {
        var json = Canonical.JSON.createObjectNode();
        json.put("format", FORMAT);
        json.put("release", release);
        json.put("exportedAt", exportedAt.toString());
        json.put("artifactDigest", digest);
        json.put("key", key);
        chain(json.putObject("before"), before);
        chain(json.putObject("end"), end);
        var list = json.putArray("entries");
        entries.forEach(list::add);
        var digests = json.putObject("files");
        files.forEach(digests::put);
        return Canonical.write(json);
    }

    private static void chain(ObjectNode json, HashChain chain) {
        json.put("sequence", chain.sequence()).put("hash", chain.hash());
    }

    /** @throws IllegalArgumentException if it is none */
    static PackManifest read(String text) {
        var json = Canonical.read(text);
        if (!json.path("format").asText().equals(FORMAT)) {
            throw new IllegalArgumentException("This pack is not of the format " + FORMAT);
        }
        var files = new TreeMap<String, String>();
        json.path("files")
                .fields()
                .forEachRemaining(
                        file -> files.put(file.getKey(), file.getValue().asText()));
        return new PackManifest(
                json.path("release").asText(),
                time(json.path("exportedAt").asText()),
                chain(json.path("before")),
                chain(json.path("end")),
                StreamSupport.stream(json.path("entries").spliterator(), false)
                        .map(n -> n.asLong())
                        .toList(),
                json.path("artifactDigest").asText(),
                json.path("key").asText(),
                files);
    }

    private static HashChain chain(JsonNode json) {
        return new HashChain(json.path("sequence").asLong(), json.path("hash").asText());
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("The pack does not say when it was made", e);
        }
    }
}
