package io.slipway.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * One running copy of a service on one target, as the target gave it.
 *
 * @param name the instance's name in the catalog
 * @param version the version that it was started with
 * @param digest SHA-256 of that version's artifact, 64 hex digits in lower case
 * @param address where it answers HTTP: {@code host:port}
 */
public record Instance(String name, String version, String digest, String address) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Name and version in one: tells the two copies of a blue/green pair apart. */
    public String id() {
        return name + "@" + digest.substring(0, 12);
    }

    /** The list as the variable {@link Variable#INSTANCES} holds it. */
    public static String write(List<Instance> instances) {
        try {
            return JSON.writeValueAsString(instances);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The list that the variable {@link Variable#INSTANCES} holds.
     *
     * @throws IllegalArgumentException if it holds something else
     */
    public static List<Instance> read(String json) {
        try {
            return JSON.readValue(json, new TypeReference<List<Instance>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a list of instances: " + e.getOriginalMessage(), e);
        }
    }
}
