package io.slipway.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A target's environment variables: {@code NAME=value} a line; empty lines and lines that begin with # count for nothing.
 *
 * @param values by name; they are compared here and go nowhere
 * @param problems lines that are wrong, by number, without what is in them
 */
record EnvironmentFile(Map<String, String> values, List<String> problems) {

    static EnvironmentFile read(Path file) throws IOException {
        var values = new HashMap<String, String>();
        var problems = new ArrayList<String>();
        var number = 0;
        for (var line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var parts = line.split("=", 2);
            if (parts.length < 2 || !parts[0].matches("[A-Za-z_][A-Za-z0-9_]*")) {
                problems.add("line " + number + " is not NAME=value");
            } else if (values.put(parts[0], parts[1]) != null) {
                problems.add("line " + number + " sets a second time what a line before it sets");
            }
        }
        return new EnvironmentFile(values, problems);
    }

    @Override
    public String toString() {
        return "EnvironmentFile" + values.keySet();
    }
}
