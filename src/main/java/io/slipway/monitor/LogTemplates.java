package io.slipway.monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The kinds of lines that a log is made of: what stays the same in them, and where something differs each time.
 *
 * <p>After Drain (He, Zhu, Zheng, Lyu: <i>Drain: An Online Log Parsing Approach with Fixed Depth Tree</i>, ICWS 2017): words with a digit in
 * them are variables, lines with as many words that agree in most of them are one kind, and where they do not agree is a variable. Here
 * a line is only of a kind if it agrees with all of it that is no variable: this asks what is new, not what is alike.
 */
final class LogTemplates {

    private static final String VARIABLE = "<*>";
    private static final double ALIKE = 0.6;

    /** Beyond so many of one length they are no kinds any more, and each line is one. */
    private static final int MOST = 1000;

    /** The name of what was thrown is what it is about, with a digit or without. */
    private static final Pattern THROWN = Pattern.compile(".*\\w(Exception|Error)\\W*");

    /** Also what holds a line together that is made for machines: what somebody says in JSON is said in words as well. */
    private static final Pattern BETWEEN = Pattern.compile("[\\s\"',;={}()\\[\\]]+");

    private final Map<Integer, List<List<String>>> byLength = new HashMap<>();

    /** Learns from lines what kinds there are. */
    static LogTemplates of(Collection<String> lines) {
        var templates = new LogTemplates();
        lines.stream().map(LogTemplates::words).distinct().forEach(templates::learn);
        return templates;
    }

    /** Whether the line is of one of the kinds. */
    boolean know(String line) {
        var words = words(line);
        return byLength.getOrDefault(words.size(), List.of()).stream().anyMatch(kind -> covers(kind, words));
    }

    /** Of which kind a line is, for itself. */
    static String kind(String line) {
        return String.join(" ", words(line));
    }

    private static List<String> words(String line) {
        return Arrays.stream(BETWEEN.split(line.strip()))
                .map(word -> word.chars().anyMatch(Character::isDigit) && !isThrown(word) ? VARIABLE : word)
                .toList();
    }

    private static boolean isThrown(String word) {
        return THROWN.matcher(word).matches();
    }

    private void learn(List<String> words) {
        var kinds = byLength.computeIfAbsent(words.size(), length -> new ArrayList<>());
        for (var i = 0; i < kinds.size() && kinds.size() < MOST; i++) {
            if (isAlike(kinds.get(i), words)) {
                kinds.set(i, merged(kinds.get(i), words));
                return;
            }
        }
        kinds.add(words);
    }

    private static boolean isAlike(List<String> kind, List<String> words) {
        var same = 0;
        for (var i = 0; i < kind.size(); i++) {
            if (kind.get(i).equals(words.get(i))) {
                same++;
            } else if (isThrown(kind.get(i)) || isThrown(words.get(i))) {
                return false;
            }
        }
        return same >= ALIKE * kind.size();
    }

    private static List<String> merged(List<String> kind, List<String> words) {
        var merged = new ArrayList<String>();
        for (var i = 0; i < kind.size(); i++) {
            merged.add(kind.get(i).equals(words.get(i)) ? kind.get(i) : VARIABLE);
        }
        return List.copyOf(merged);
    }

    private static boolean covers(List<String> kind, List<String> words) {
        for (var i = 0; i < kind.size(); i++) {
            if (!kind.get(i).equals(VARIABLE) && !kind.get(i).equals(words.get(i))) {
                return false;
            }
        }
        return true;
    }
}
