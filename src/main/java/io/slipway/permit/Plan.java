package io.slipway.permit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.contract.Place;
import io.slipway.contract.ReleaseWindow;
import io.slipway.contract.RollbackMode;
import io.slipway.evidence.Signed;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a release will do: which bytes, where, how, and the way back. People approve exactly this; it is known by the
 * SHA-256 of its canonical JSON.
 */
public final class Plan {

    private static final String ALL_AT_ONCE = "blue-green";
    private static final String CANARY = "canary";
    private static final String STRATEGY = "strategy";
    private static final String WINDOW = "window";
    private static final String ROLLBACK = "rollback";

    private final ObjectNode json;

    private Plan(ObjectNode json) {
        this.json = json;
    }

    /** The plan that was written down as this JSON. */
    public static Plan read(ObjectNode json) {
        return new Plan(json.deepCopy());
    }

    /**
     * Makes a plan.
     *
     * @param changeClass low, medium, high or emergency
     * @param back the way back
     * @param staging where it has to be confirmed before; null: nowhere
     * @param window what the calendar says at this moment
     */
    public static Plan of(
            Place place, Goal goal, String changeClass, WayBack back, @Nullable Staging staging, ReleaseWindow window) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("service", place.service()).put("environment", place.environment());
        json.put("version", goal.version()).put("digest", goal.digest());
        json.put("class", changeClass).put(STRATEGY, ALL_AT_ONCE);
        json.set("target", place.target());
        json.set("traffic", place.traffic());
        back.write(json.putObject(ROLLBACK));
        if (staging != null) {
            staging.write(json.putObject("after"));
        }
        return new Plan(json).in(window);
    }

    /** The same plan, giving the traffic step by step. */
    public Plan widening(Widening steps) {
        var other = json.deepCopy();
        other.put(STRATEGY, CANARY);
        steps.write(other.putObject(CANARY));
        return new Plan(other);
    }

    /** Whether the traffic is given step by step. */
    boolean widens() {
        return json.path(STRATEGY).asText().equals(CANARY);
    }

    /** The shares in percent, with commas, that the version gets before it gets everything; empty: all at once. */
    public Optional<String> shares() {
        return widens()
                ? Optional.of(StreamSupport.stream(
                                json.path(CANARY).path(Widening.SHARES).spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", ")))
                : Optional.empty();
    }

    /** The same plan in another window. An open window is not named: then it does not matter which day it is. */
    Plan in(ReleaseWindow window) {
        var other = json.deepCopy();
        other.remove(WINDOW);
        if (!window.isOpen()) {
            other.putObject(WINDOW).put("state", window.state().id()).put("because", window.because());
        }
        return new Plan(other);
    }

    /** 64 hex digits in lower case. */
    public String hash() {
        return Signed.hash(json);
    }

    /** SHA-256 of the artifact that it brings. */
    public String digest() {
        return json.path("digest").asText();
    }

    /** The class of the change. */
    public String changeClass() {
        return json.path("class").asText();
    }

    /** What it brings. */
    Goal goal() {
        return Goal.read(json);
    }

    /** What a rollback goes to; empty: it removes. */
    Optional<Goal> back() {
        return Optional.of(json.path(ROLLBACK))
                .filter(back -> back.has("digest"))
                .map(Goal::read);
    }

    /** Whether a rollback puts the database back as it was backed up. */
    boolean restores() {
        return json.path(ROLLBACK).path(WayBack.MODE).asText().equals(RollbackMode.IMAGE_AND_RESTORE.id());
    }

    /** Whether it says what becomes of the data after a rollback. */
    boolean saysWhatBecomesOfData() {
        return !json.path(ROLLBACK).path(WayBack.DATA).asText().isBlank();
    }

    /** Whether the server's catalog names a database that is backed up before it may change. */
    boolean backsUp() {
        return json.path(ROLLBACK).has(WayBack.BACKUP);
    }

    /** What is asked of the rehearsals of its rollback; empty: nothing. */
    Optional<RehearsalDemand> rehearsal() {
        return Optional.of(json.path(ROLLBACK).path(WayBack.REHEARSAL))
                .filter(JsonNode::isObject)
                .map(RehearsalDemand::read);
    }

    /** Where it takes place, as the catalog described it; empty: it was written down without that. */
    public Optional<Place> place() {
        return json.path("target") instanceof ObjectNode target && json.path("traffic") instanceof ObjectNode traffic
                ? Optional.of(new Place(
                        json.path("service").asText(), json.path("environment").asText(), target, traffic))
                : Optional.empty();
    }

    /** Where it has to be confirmed before; empty: nowhere. */
    Optional<Staging> staging() {
        return Optional.of(json.path("after")).filter(JsonNode::isObject).map(Staging::read);
    }

    /** The window that it was made in, and that an approval of it names. */
    ReleaseWindow window() {
        var window = json.path(WINDOW);
        return window.isObject()
                ? new ReleaseWindow(
                        ReleaseWindow.State.of(window.path("state").asText()),
                        window.path("because").asText())
                : new ReleaseWindow(ReleaseWindow.State.OPEN, "");
    }

    public ObjectNode json() {
        return json.deepCopy();
    }
}
