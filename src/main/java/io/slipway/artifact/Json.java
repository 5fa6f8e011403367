package io.slipway.artifact;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON that can be read in one way only: what comes twice, or after the end, is refused. */
final class Json {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private Json() {}

    static JsonNode read(byte[] bytes) throws IOException {
        return STRICT.readTree(bytes);
    }

    static JsonNode read(String text) throws IOException {
        return STRICT.readTree(text);
    }

    /** A DSSE envelope, whole. */
    static Envelope envelope(JsonNode json) throws IOException {
        if (!json.isObject()) {
            throw new IOException("it holds no DSSE envelope");
        }
        return STRICT.treeToValue(json, Envelope.class);
    }

    /** What is wrong, without where in which file it is. */
    static @Nullable String why(Exception e) {
        return e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage();
    }
}
