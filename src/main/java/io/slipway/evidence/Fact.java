package io.slipway.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Rule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something that shall be provable later.
 *
 * @param release the key of the release that it belongs to; null: to none
 * @param kind what it tells of
 * @param rules the rules that it bears on
 * @param actor who did it: the authenticated identity, never what somebody wrote
 * @param body the rest, as JSON; no secrets
 */
public record Fact(@Nullable String release, EntryKind kind, List<Rule> rules, String actor, ObjectNode body) {

    /** What Slipway does by itself. */
    public static final String SLIPWAY = "slipway";

    /** Somebody who did not say who they are, or could not prove it. */
    public static final String NOBODY = "anonymous";

    public Fact {
        rules = List.copyOf(new TreeSet<>(rules));
        body = body.deepCopy();
    }

    /** A fact whose body has these fields; fields without a value are left out. */
    public static Fact of(
            @Nullable String release,
            EntryKind kind,
            Collection<Rule> rules,
            String actor,
            Map<String, ? extends @Nullable Object> body) {
        var json = Canonical.JSON.createObjectNode();
        body.forEach((name, value) -> {
            if (value != null) {
                json.set(name, value instanceof JsonNode node ? node : Canonical.JSON.valueToTree(value));
            }
        });
        return new Fact(release, kind, List.copyOf(rules), actor, json);
    }

    /** Whether this and the fact before tell of one walk through the models. */
    boolean continues(Fact before) {
        return kind == EntryKind.STEP
                && before.kind == EntryKind.STEP
                && Objects.equals(release, before.release)
                && actor.equals(before.actor);
    }

    /** Both in one: the lists in the bodies one after the other. */
    Fact after(Fact before) {
        var joined = before.body.deepCopy();
        body.fields().forEachRemaining(field -> field.getValue().forEach(joined.withArray(field.getKey())::add));
        return new Fact(release, kind, rules, actor, joined);
    }
}
