package io.slipway.change;

import io.slipway.contract.ChangeKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.util.io.DisabledOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the sources of two versions.
 *
 * <p>Over 150 lines: a record, and how it is read from git.
 *
 * @param paths all that differ, by what they are about; both names of what was renamed
 * @param added lines
 * @param removed lines
 * @param sourceLines added and removed lines of source alone
 * @param jumps of dependencies' versions, in words
 * @param since the commit that it was compared with; null: with nothing
 */
record Difference(
        Map<ChangeKind, SortedSet<String>> paths,
        int added,
        int removed,
        int sourceLines,
        List<String> jumps,
        @Nullable String since) {

    private static final int MOST_PATHS = 20_000;
    private static final int MOST_NAMED = 10;
    /** More of the source than this is more than people oversee: the change is large. */
    static final int MOST_SOURCE_LINES = 2_000;

    static final int MOST_SOURCE_FILES = 200;

    /**
     * Compares two commits.
     *
     * @param commit the full id of the newer one
     * @param since the full id of the other one; null: everything is new
     * @throws IOException if one of them is not there, or something that differs cannot be looked into
     */
    static Difference of(Path folder, String commit, @Nullable String since, PathKinds kinds) throws IOException {
        return of(folder, commit, since, kinds, MOST_PATHS);
    }

    /** The same with another bound on how many files may differ. */
    static Difference of(Path folder, String commit, @Nullable String since, PathKinds kinds, int most)
            throws IOException {
        try (var git = Sources.open(folder);
                var reader = git.newObjectReader();
                var formatter = new DiffFormatter(DisabledOutputStream.INSTANCE)) {
            formatter.setRepository(git);
            formatter.setDetectRenames(false);
            var entries = formatter.scan(Sources.tree(reader, folder, since), Sources.tree(reader, folder, commit));
            if (entries.size() > most) {
                throw new IOException("more than " + most + " files differ");
            }
            return read(entries, formatter, reader, since, kinds);
        }
    }

    private static Difference read(
            List<DiffEntry> entries,
            DiffFormatter formatter,
            ObjectReader reader,
            @Nullable String since,
            PathKinds kinds)
            throws IOException {
        var paths = new EnumMap<ChangeKind, SortedSet<String>>(ChangeKind.class);
        var jumps = new ArrayList<String>();
        var added = 0;
        var removed = 0;
        var sourceLines = 0;
        for (var entry : entries) {
            var path = entry.getChangeType() == DiffEntry.ChangeType.DELETE ? entry.getOldPath() : entry.getNewPath();
            if (entry.getOldMode() == FileMode.GITLINK || entry.getNewMode() == FileMode.GITLINK) {
                throw new IOException("the submodule " + path + " differs, which cannot be looked into");
            }
            var kind = kinds.of(path);
            paths.computeIfAbsent(kind, none -> new TreeSet<>()).add(path);
            var edits = formatter.toFileHeader(entry).toEditList();
            for (var edit : edits) {
                added += edit.getLengthB();
                removed += edit.getLengthA();
                sourceLines += kind == ChangeKind.SOURCE ? edit.getLengthA() + edit.getLengthB() : 0;
            }
            if (kind == ChangeKind.DEPENDENCIES && !edits.isEmpty()) {
                VersionJumps.between(
                                Sources.text(reader, entry.getOldId()), Sources.text(reader, entry.getNewId()), edits)
                        .forEach(jump -> jumps.add(path + ": " + jump));
            }
        }
        return new Difference(paths, added, removed, sourceLines, jumps, since);
    }

    boolean isEmpty() {
        return paths.isEmpty();
    }

    /** As {@code classify-change} takes it: names in the order of the alphabet. */
    String kinds() {
        var kinds = EnumSet.noneOf(ChangeKind.class);
        kinds.addAll(paths.keySet());
        if (isLarge()) {
            kinds.add(ChangeKind.LARGE);
        }
        return kinds.stream().map(ChangeKind::id).sorted().collect(Collectors.joining(", "));
    }

    private boolean isLarge() {
        var files = paths.getOrDefault(ChangeKind.SOURCE, Collections.emptySortedSet());
        return sourceLines > MOST_SOURCE_LINES || files.size() > MOST_SOURCE_FILES;
    }

    /** For people: how many files of each kind differ, and by how much. */
    String inWords() {
        return paths.entrySet().stream()
                        .map(kind -> kind.getKey().id() + " (" + kind.getValue().size() + ")")
                        .sorted()
                        .collect(Collectors.joining(", "))
                + "; lines +" + added + " −" + removed
                + (isLarge()
                        ? "; large: more than " + MOST_SOURCE_LINES + " lines or " + MOST_SOURCE_FILES
                                + " files of source"
                        : "");
    }

    /** For people: what differs of each kind, and how much. */
    Map<String, String> measured() {
        var measured = new TreeMap<String, String>();
        measured.put("compared with", since == null ? "nothing: it is the first" : since);
        measured.put("lines", "+" + added + " −" + removed);
        measured.put("lines of source", String.valueOf(sourceLines));
        paths.forEach((kind, all) -> measured.put(kind.id(), named(List.copyOf(all))));
        if (!jumps.isEmpty()) {
            measured.put("versions", named(jumps));
        }
        return measured;
    }

    private static String named(List<String> all) {
        var first = String.join(", ", all.subList(0, Math.min(MOST_NAMED, all.size())));
        return all.size() > MOST_NAMED ? first + " and " + (all.size() - MOST_NAMED) + " more" : first;
    }
}
