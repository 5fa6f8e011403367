package io.slipway.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What Linux shows of a process of this host ({@code proc(5)}).
 *
 * @param pid its id
 */
public record LivingProcess(long pid) {

    /**
     * The program and its arguments, as everybody who has an account on this host can read them.
     *
     * @return nothing if it has ended meanwhile
     * @throws IOException if they cannot be read
     */
    public List<String> command() throws IOException {
        try {
            return words("cmdline");
        } catch (IOException e) {
            if (ProcessStat.of(pid).isEmpty()) {
                return List.of();
            }
            throw e;
        }
    }

    /**
     * The variables that it was started with, by name. What it did to them since is its own affair.
     *
     * @throws IOException if they cannot be read, also if it has ended; the message holds no value
     */
    public Map<String, String> environment() throws IOException {
        var variables = new LinkedHashMap<String, String>();
        for (var word : words("environ")) {
            var equals = word.indexOf('=');
            if (equals > 0) {
                variables.putIfAbsent(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        if (variables.isEmpty()) {
            // a program of Slipway's has some at least; one that has just ended shows none
            throw new IOException("process " + pid + " shows no environment");
        }
        return variables;
    }

    /**
     * The ids of the users that it is: who started it, and whose rights it has or may take.
     *
     * @return nothing if it has ended meanwhile
     * @throws IOException if they cannot be read
     */
    public Set<Long> users() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + pid, "status"))) {
            return lines.filter(line -> line.startsWith("Uid:"))
                    .flatMap(line -> Arrays.stream(
                            line.substring("Uid:".length()).strip().split("\\s+")))
                    .map(Long::valueOf)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException | UncheckedIOException e) {
            if (ProcessStat.of(pid).isEmpty()) {
                return Set.of();
            }
            throw new IOException("whose process " + pid + " is cannot be read: " + e.getMessage(), e);
        }
    }

    private List<String> words(String file) throws IOException {
        var text = new String(Files.readAllBytes(Path.of("/proc/" + pid, file)), StandardCharsets.UTF_8);
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("\0"));
    }
}
