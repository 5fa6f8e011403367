package io.slipway.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where effects take place, as the catalog describes it.
 *
 * @param target kind and settings of what instances run on
 * @param traffic kind and settings of what hands requests to them
 */
public record Place(String service, String environment, ObjectNode target, ObjectNode traffic) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    public Place {
        target = target.deepCopy();
        traffic = traffic.deepCopy();
    }

    /** As the variable {@link Variable#CONFIRMED_PLACE} holds it. */
    public String write() {
        return new String(bytes(), UTF_8);
    }

    /**
     * What the variable {@link Variable#CONFIRMED_PLACE} holds.
     *
     * @throws IllegalArgumentException if it holds something else
     */
    public static Place read(String json) {
        try {
            return JSON.readValue(json, Place.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a place: " + e.getOriginalMessage(), e);
        }
    }

    /** SHA-256 of all of it, 64 hex digits in lower case; in which order its settings were written does not matter. */
    public String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] bytes() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
