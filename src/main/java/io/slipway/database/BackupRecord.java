package io.slipway.database;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a backup, and lies beside it.
 *
 * @param service whose database it is
 * @param environment where
 * @param release which it was made for
 * @param database its name
 * @param server the version of PostgreSQL that it ran on
 * @param taken what moment it is of
 * @param recipients who can open it
 * @param digest SHA-256 of the encrypted file
 * @param bytes of the encrypted file
 * @param textRules how it codes and sorts texts
 * @param contents what is in it
 * @param sequences where its sequences were
 */
public record BackupRecord(
        @JsonProperty(required = true) String service,
        @JsonProperty(required = true) String environment,
        @JsonProperty(required = true) String release,
        @JsonProperty(required = true) String database,
        @JsonProperty(required = true) String server,
        @JsonProperty(required = true) String taken,
        @JsonProperty(required = true) List<String> recipients,
        @JsonProperty(required = true) String digest,
        @JsonProperty(required = true) long bytes,
        @JsonProperty(required = true) TextRules textRules,
        @JsonProperty(required = true) Contents contents,
        @JsonProperty(required = true) Map<String, SequenceRange> sequences) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    static BackupRecord read(byte[] json) throws IOException {
        try {
            return JSON.readValue(json, BackupRecord.class);
        } catch (JacksonException e) {
            throw new IOException("its record cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    byte[] write() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    /** In what a database differs that was restored from it, in words; nothing if it does not. */
    List<String> differencesTo(Contents restored, Map<String, @Nullable Long> values) {
        var differences = new ArrayList<>(contents.differencesTo(restored));
        var found = new TreeMap<>(values);
        sequences.forEach((name, range) -> {
            if (!found.containsKey(name)) {
                differences.add("sequence " + name + " is missing");
            } else if (!range.holds(found.get(name))) {
                differences.add("sequence " + name + " is at " + found.get(name) + ", but was from " + range.from()
                        + " to " + range.to());
            }
        });
        found.keySet().stream()
                .filter(name -> !sequences.containsKey(name))
                .forEach(name -> differences.add("sequence " + name + " was not there"));
        return differences;
    }
}
