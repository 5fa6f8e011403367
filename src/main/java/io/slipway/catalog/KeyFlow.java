package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request whose answer says whether the service does what it is there for.
 *
 * @param name what a person calls it
 * @param method HTTP method
 * @param path path and query
 * @param headers request headers
 * @param body request body
 * @param expect what must come back
 */
public record KeyFlow(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String method,
        @JsonProperty(required = true) String path,
        @Nullable Map<String, String> headers,
        @Nullable String body,
        @JsonProperty(required = true) Expected expect) {

    public KeyFlow {
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        Check.matches("keyFlows.name", name, "\\S.*");
        Check.matches("keyFlows.method", method, "GET|HEAD|POST|PUT|PATCH|DELETE");
        Check.matches("keyFlows.path", path, "/\\S*");
    }

    /**
     * @param status the HTTP status
     * @param contains a text that the body contains
     * @param within the longest time that the answer may take
     */
    public record Expected(
            @JsonProperty(required = true) int status,
            @Nullable String contains,
            @JsonProperty(required = true) Duration within) {

        public Expected {
            Check.that(status >= 200 && status <= 599, "keyFlows.expect.status", "is an HTTP status from 200 to 599");
            Check.positive("keyFlows.expect.within", within);
        }
    }
}
