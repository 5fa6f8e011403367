package io.slipway.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a file of environment variables: {@code NAME=value} a line; empty lines and lines that begin with # count for nothing. */
final class VariablesFile {

    private VariablesFile() {}

    /** @throws IOException if it cannot be read as such; the message holds no value */
    static Map<String, String> read(Path file) throws IOException {
        var variables = new LinkedHashMap<String, String>();
        var number = 0;
        for (var line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var equals = line.indexOf('=');
            if (equals < 1) {
                throw new IOException("line " + number + " of " + file + " is not NAME=value");
            }
            variables.put(line.substring(0, equals).strip(), line.substring(equals + 1));
        }
        return variables;
    }
}
