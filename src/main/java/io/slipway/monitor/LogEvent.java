package io.slipway.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * One thing that a program has logged: a line, and the indented ones that belong to it.
 *
 * @param line the number of its first line, from 1
 * @param text that line
 * @param more what belongs to it, such as a stack trace
 */
record LogEvent(int line, String text, List<String> more) {

    /** Levels and names as loggers and runtimes write them: {@code ERROR}, {@code NullPointerException}, … */
    private static final Pattern WRONG = Pattern.compile(
            "\\b(?i:errors?|exceptions?|fatal|severe|critical|panic(ked)?|traceback)\\b|\\w(Error|Exception)\\b");

    private static final Pattern THROWN = Pattern.compile("[\\w.$]*\\w(?:Exception|Error|Throwable)\\b");

    /** As Java and JavaScript write a frame, and as Python does. */
    private static final Pattern FRAME =
            Pattern.compile("\\s+at\\s+([^\\s(]+).*|\\s+File \"(?:[^\"]*/)?([^\"/]+)\", line \\d+, in (\\S+).*");

    private static final String CAUSE = "Caused by:";
    private static final int DEPTH = 5;

    /** Of a longer line only the beginning is searched for a name: the search goes back and forth. */
    private static final int LONGEST = 2000;

    LogEvent {
        more = List.copyOf(more);
    }

    /**
     * Tells what a log says, in its order and one after the other. Blank lines say nothing, and end nothing either.
     *
     * @return how many there were
     */
    static int each(String log, Consumer<LogEvent> told) {
        var lines = log.lines().iterator();
        var number = 0;
        var count = 0;
        var first = 0;
        var text = "";
        var more = new ArrayList<String>();
        while (lines.hasNext()) {
            var line = lines.next();
            number++;
            if (first > 0 && belongs(line)) {
                more.add(line);
            } else if (!line.isBlank()) {
                if (first > 0) {
                    told.accept(new LogEvent(first, text, more));
                }
                count++;
                first = number;
                text = line;
                more.clear();
            }
        }
        if (first > 0) {
            told.accept(new LogEvent(first, text, more));
        }
        return count;
    }

    private static boolean belongs(String line) {
        return line.startsWith(CAUSE) || !line.isEmpty() && Character.isWhitespace(line.charAt(0));
    }

    static boolean isWrong(String line) {
        return WRONG.matcher(line).find();
    }

    /** Whether it says that something went wrong. */
    boolean isWrong() {
        return isWrong(text) || trace().isPresent();
    }

    /**
     * What was thrown and where, without what differs each time: for it and each of its causes the type and the innermost frames, of
     * which line numbers and what compilers number are left out. Empty: it has no stack trace.
     */
    Optional<String> trace() {
        if (more.stream().noneMatch(line -> FRAME.matcher(line).matches())) {
            return Optional.empty();
        }
        var said = new ArrayList<String>(List.of(thrown(text)));
        var depth = 0;
        for (var line : more) {
            var frame = FRAME.matcher(line);
            if (frame.matches() && depth++ < DEPTH) {
                said.add(plain(frame.group(1) == null ? frame.group(2) + ":" + frame.group(3) : frame.group(1)));
            } else if (line.strip().startsWith(CAUSE)) {
                said.add(thrown(line));
                depth = 0;
            }
        }
        return Optional.of(String.join(" < ", said));
    }

    private static String thrown(String line) {
        var found = THROWN.matcher(line.length() > LONGEST ? line.substring(0, LONGEST) : line);
        return found.find() ? found.group() : "";
    }

    private static String plain(String frame) {
        return frame.replaceAll("\\$\\$[\\w$]*", "\\$\\$").replaceAll("\\d+", "#");
    }
}
