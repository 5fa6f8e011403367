package io.slipway.database;

import io.slipway.catalog.DatabaseAccess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fills in what the catalog leaves open of the variables that say where a database is. */
final class Placeholders {

    private Placeholders() {}

    /** Where a text is an address ({@code ://}), what is put into it is encoded for one. */
    static Map<String, String> fill(Map<String, String> texts, DatabaseAccess access, String name, String password) {
        var values = new LinkedHashMap<String, String>();
        values.put("{host}", access.host());
        values.put("{port}", access.port().toString());
        values.put("{name}", name);
        values.put("{user}", access.user());
        // the last one: nothing that it holds is taken for a placeholder
        values.put("{password}", password);
        var filled = new LinkedHashMap<String, String>();
        texts.forEach((variable, text) -> {
            var value = text;
            for (var part : values.entrySet()) {
                value = value.replace(part.getKey(), text.contains("://") ? encoded(part) : part.getValue());
            }
            filled.put(variable, value);
        });
        return filled;
    }

    private static String encoded(Map.Entry<String, String> part) {
        return part.getKey().equals("{host}") && part.getValue().contains(":")
                ? "[" + part.getValue() + "]"
                : URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
