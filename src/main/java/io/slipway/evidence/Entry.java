package io.slipway.evidence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Rule;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.stream.StreamSupport;

/**
 * A fact with its place in the chain.
 *
 * @param sequence its place among all entries, from 1, without gaps
 * @param number its place among the entries of its release, from 1, without gaps; 0 if it belongs to none
 * @param at when it was written, by the server's clock
 * @param content all of it as canonical JSON: what is hashed
 */
public record Entry(long sequence, long number, Instant at, Fact fact, String content) {

    static Entry of(long sequence, long number, Instant at, Fact fact) {
        var json = Canonical.JSON.createObjectNode();
        json.put("sequence", sequence);
        json.put("release", fact.release());
        json.put("number", number);
        json.put("kind", fact.kind().id());
        fact.rules().forEach(rule -> json.withArray("rules").add(rule.id()));
        json.withArray("rules");
        json.put("actor", fact.actor());
        json.put("at", at.toString());
        json.set("body", fact.body());
        return new Entry(sequence, number, at, fact, Canonical.write(json));
    }

    /** @throws IllegalArgumentException if this is not how an entry is written; the message says what it is instead */
    static Entry read(String content) {
        return read(content, Canonical.read(content));
    }

    /** The same for content whose spelling is vouched for by its hash. */
    static Entry trusted(String content) {
        return read(content, Canonical.lenient(content));
    }

    private static Entry read(String content, ObjectNode json) {
        if (!(json.get("body") instanceof ObjectNode body)) {
            throw new IllegalArgumentException("has no body");
        }
        try {
            var rules = StreamSupport.stream(json.path("rules").spliterator(), false)
                    .map(rule -> Rule.of(rule.asText()))
                    .toList();
            var release =
                    json.path("release").isTextual() ? json.path("release").asText() : null;
            var kind = EntryKind.of(json.path("kind").asText());
            var fact = new Fact(release, kind, rules, json.path("actor").asText(), body);
            return new Entry(
                    json.path("sequence").asLong(),
                    json.path("number").asLong(),
                    Instant.parse(json.path("at").asText()),
                    fact,
                    content);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("has no time", e);
        }
    }

    EntryKind kind() {
        return fact.kind();
    }
}
