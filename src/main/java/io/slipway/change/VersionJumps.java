package io.slipway.change;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.RawText;

/**
 * Which versions a manifest or lock of dependencies jumps from and to: lines that were replaced by lines which differ in
 * one version only. That knows no format, and so all of them; what it does not recognise is still a changed line.
 */
final class VersionJumps {

    private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+)+(?:[.+-][0-9A-Za-z]+)*");

    private VersionJumps() {}

    /** In words, such as {@code jackson.version 2.18.0 → 3.0.0 (major)}: what stands before the version, from, to. */
    static List<String> between(RawText before, RawText after, EditList edits) {
        var jumps = new ArrayList<String>();
        for (var edit : edits) {
            if (edit.getType() == Edit.Type.REPLACE) {
                var pairs = Math.min(edit.getLengthA(), edit.getLengthB());
                for (var line = 0; line < pairs; line++) {
                    add(before.getString(edit.getBeginA() + line), after.getString(edit.getBeginB() + line), jumps);
                }
            }
        }
        return jumps;
    }

    private static void add(String before, String after, List<String> jumps) {
        var old = VERSION.matcher(before);
        var fresh = VERSION.matcher(after);
        if (!old.find() || !fresh.find() || old.group().equals(fresh.group())) {
            return;
        }
        if (around(before, old.group()).equals(around(after, fresh.group()))) {
            var name = before.substring(0, old.start())
                    .replaceAll("[^\\w.@/-]+", " ")
                    .strip();
            jumps.add((name + " " + old.group() + " → " + fresh.group() + " (" + size(old.group(), fresh.group()) + ")")
                    .strip());
        }
    }

    private static String around(String line, String version) {
        return line.replace(version, "").strip();
    }

    private static String size(String before, String after) {
        var old = before.split("[.+-]");
        var fresh = after.split("[.+-]");
        if (!old[0].equals(fresh[0])) {
            return "major";
        }
        return old[1].equals(fresh[1]) ? "patch" : "minor";
    }
}
