package io.slipway.evidence;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.erdtman.jcs.JsonCanonicalizer;

/** JSON of which there is only one spelling (RFC 8785). */
final class Canonical {

    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Canonical() {}

    static String write(JsonNode json) {
        try {
            return new JsonCanonicalizer(json.toString()).getEncodedString();
        } catch (IOException e) {
            throw new IllegalArgumentException("This cannot be written as canonical JSON", e);
        }
    }

    /** @throws IllegalArgumentException if it is no JSON object, or is not spelled canonically */
    static ObjectNode read(String text) {
        var json = lenient(text);
        if (!write(json).equals(text)) {
            throw new IllegalArgumentException("is not canonical JSON");
        }
        return json;
    }

    /** The same for text whose spelling is vouched for by its hash. */
    static ObjectNode lenient(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is no JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("is no JSON object");
    }
}
