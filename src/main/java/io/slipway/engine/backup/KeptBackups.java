package io.slipway.engine.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The folder of backups. Their names say when they were made, and whether a restore has proven them. */
final class KeptBackups {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String UNPROVEN = ".unproven";
    private static final Pattern NAME = Pattern.compile(
            "slipway-(\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d\\.\\d{3}Z)\\.zip\\.age(\\.unproven|\\.part)?");

    private final Path folder;
    private final int keep;

    /** @param keep how many proven ones stay, and how many others */
    KeptBackups(Path folder, int keep) {
        this.folder = folder;
        this.keep = keep;
    }

    /** One of them. */
    record Kept(Path file, Instant madeAt, boolean proven) {}

    Path proven(Instant madeAt) {
        return folder.resolve("slipway-" + TIME.format(madeAt) + ".zip.age");
    }

    Path unproven(Instant madeAt) {
        return proven(madeAt).resolveSibling(proven(madeAt).getFileName() + UNPROVEN);
    }

    Path part(Instant madeAt) {
        return proven(madeAt).resolveSibling(proven(madeAt).getFileName() + ".part");
    }

    /** All that are whole, the newest first. */
    List<Kept> all() throws IOException {
        var all = new ArrayList<Kept>();
        if (!Files.exists(folder)) {
            return all;
        }
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                var match = NAME.matcher(file.getFileName().toString());
                if (match.matches() && !".part".equals(match.group(2))) {
                    all.add(new Kept(file, TIME.parse(match.group(1), Instant::from), match.group(2) == null));
                }
            }
        }
        all.sort(Comparator.comparing(Kept::madeAt).reversed());
        return all;
    }

    /**
     * The newest that was made by now; one from the future says that somebody has set the clock, and nothing else.
     *
     * @param mustBeProven whether others count
     */
    Optional<Kept> newest(boolean mustBeProven, Instant now) throws IOException {
        return all().stream()
                .filter(kept -> kept.proven() || !mustBeProven)
                .filter(kept -> !kept.madeAt().isAfter(now))
                .findFirst();
    }

    /** Makes the folder if there is none, and deletes what a crash left unfinished. */
    void open() throws IOException {
        Files.createDirectories(folder);
        try (var files = Files.newDirectoryStream(folder, "slipway-*.part")) {
            for (var file : files) {
                if (NAME.matcher(file.getFileName().toString()).matches()) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * Deletes the oldest. Those that nothing has proven do not push out proven ones; they go when there are enough proven ones
     * that are newer.
     */
    void thinOut() throws IOException {
        var all = all();
        var stay = new HashSet<Kept>();
        var proven = all.stream().filter(Kept::proven).limit(keep).toList();
        stay.addAll(proven);
        all.stream()
                .filter(kept -> !kept.proven())
                .limit(keep)
                .filter(kept -> proven.size() < keep
                        || kept.madeAt().isAfter(proven.get(keep - 1).madeAt()))
                .forEach(stay::add);
        for (var kept : all) {
            if (!stay.contains(kept)) {
                Files.delete(kept.file());
            }
        }
    }
}
