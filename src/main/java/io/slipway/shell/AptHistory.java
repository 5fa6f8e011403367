package io.slipway.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** What apt writes of what it did: {@code history.log}, and what was rotated beside it. Its times are the host's. */
final class AptHistory {

    /** All that there is, and not one package: {@code apt-get upgrade}, {@code apt full-upgrade}, {@code unattended-upgrade}, … */
    private static final Pattern UPGRADE =
            Pattern.compile("(?:^|\\s)((full-|dist-|safe-)?upgrade|dselect-upgrade)(\\s|$)|unattended-upgrade");

    private static final Pattern BLANK_LINE = Pattern.compile("\\n\\s*\\n");
    private static final Pattern FIELD = Pattern.compile("(?m)^(Commandline|End-Date|Error): (.*)$");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd  HH:mm:ss");

    private AptHistory() {}

    static Optional<Instant> lastUpgrade(Path log) throws IOException {
        var newest = Optional.<Instant>empty();
        var folder = log.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return newest;
        }
        try (var logs = Files.newDirectoryStream(folder, log.getFileName() + "*")) {
            for (var file : logs) {
                for (var entry : BLANK_LINE.split(read(file))) {
                    var at = upgraded(entry);
                    newest = newest.filter(other -> at.isEmpty() || other.isAfter(at.get()))
                            .or(() -> at);
                }
            }
        }
        return newest;
    }

    private static String read(Path file) throws IOException {
        try (var in = Files.newInputStream(file);
                var text = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** When this entry ended, if it is of an upgrade that came to its end. */
    private static Optional<Instant> upgraded(String entry) throws IOException {
        var command = "";
        var end = "";
        for (var fields = FIELD.matcher(entry); fields.find(); ) {
            switch (fields.group(1)) {
                case "Commandline" -> command = fields.group(2);
                case "End-Date" -> end = fields.group(2);
                default -> {
                    return Optional.empty();
                }
            }
        }
        if (end.isEmpty() || !UPGRADE.matcher(command).find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(end.strip(), TIME)
                    .atZone(ZoneId.systemDefault())
                    .toInstant());
        } catch (DateTimeException e) {
            throw new IOException("apt's log says a time that is none: " + e.getMessage(), e);
        }
    }
}
