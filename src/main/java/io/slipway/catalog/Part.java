package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/**
 * A replaceable part of an environment: its kind, and the settings that this kind understands. A kind reads them into a
 * record of its own with {@link #as}.
 */
public final class Part {

    private final String kind;
    private final ObjectNode settings = JsonNodeFactory.instance.objectNode();
    private final Path folder = CatalogFile.resolve(Path.of(""));

    @JsonCreator
    public Part(@JsonProperty(value = "kind", required = true) String kind) {
        this.kind = kind;
    }

    @JsonAnySetter
    void put(String name, JsonNode value) {
        settings.set(name, value);
    }

    /** The kind's name, such as {@code process}. */
    public String kind() {
        return kind;
    }

    /** Kind and settings as they are in the catalog: references to secrets, no secrets. */
    public ObjectNode json() {
        var json = settings.deepCopy();
        return json.put("kind", kind);
    }

    /**
     * The settings as the kind's own record; {@link #resolve} makes its relative paths absolute.
     *
     * @throws CatalogException if a setting is unknown, missing or refused by the record
     */
    public <T> T as(Class<T> type) {
        return CatalogFile.convert(settings, type, kind);
    }

    /** A path of the settings: a relative one is relative to the folder of the catalog's file. */
    public Path resolve(Path path) {
        return folder.resolve(path).normalize();
    }
}
