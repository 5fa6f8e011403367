package io.slipway.database;

import io.slipway.age.AgeFile;
import io.slipway.catalog.Backup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the backups of one environment's database lie. Each has a record beside it ({@code .json}). While it is written it is called {@code .part},
 * and until a restore has proven it {@code .unproven}: what is called {@code .dump.age} counts.
 *
 * <p>Over 150 lines: what a name means, and who may take it away, is read in one place.
 */
public final class BackupFolder {

    private static final String PROVEN = ".dump.age";
    private static final String UNPROVEN = PROVEN + ".unproven";
    private static final String PART = PROVEN + ".part";
    private static final String RECORD = ".json";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern AFTER_PLACE = Pattern.compile("([0-9]{8}T[0-9]{6}Z)\\.[0-9a-f]{8}");

    private final Backup described;
    /** No other environment's names begin so: services and environments have no dots. */
    private final String prefix;

    public BackupFolder(Backup described, String service, String environment) {
        this.described = described;
        this.prefix = service + "." + environment + ".";
    }

    /** A name that nothing here has. */
    String name(Instant now) {
        var random = new byte[4];
        new SecureRandom().nextBytes(random);
        return prefix + MOMENT.format(now) + "." + HexFormat.of().formatHex(random);
    }

    /** Where a new backup is written to; nobody else can read it. */
    FileChannel begin(String name) throws IOException {
        var folder = described.folder();
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    "the folder for backups " + folder + " is not there. Make it, for the workers' account alone");
        }
        return ownersFile(path(name, PART));
    }

    private static FileChannel ownersFile(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Keeps what was written, as not proven, with its record. */
    void finish(String name, BackupRecord record) throws IOException {
        try (var channel = ownersFile(path(name, RECORD));
                OutputStream out = Channels.newOutputStream(channel)) {
            out.write(record.write());
            channel.force(true);
        }
        Files.move(path(name, PART), path(name, UNPROVEN), StandardCopyOption.ATOMIC_MOVE);
        sync();
    }

    /** The backup that no restore has proven yet. */
    Path unproven(String name) {
        return path(name, UNPROVEN);
    }

    /** The backup that a restore has proven. */
    Path proven(String name) {
        return path(name, PROVEN);
    }

    /** The record of a backup, as it was written. */
    byte[] record(String name) throws IOException {
        try {
            return Files.readAllBytes(path(name, RECORD));
        } catch (NoSuchFileException e) {
            throw new IOException("the record " + e.getMessage() + " is not there", e);
        }
    }

    /** From now on it counts. */
    void prove(String name) throws IOException {
        Files.move(path(name, UNPROVEN), path(name, PROVEN), StandardCopyOption.ATOMIC_MOVE);
        sync();
    }

    /** Takes away what does not count: a backup that is not proven, with its record. */
    public void discard(String name) throws IOException {
        Files.deleteIfExists(path(name, PART));
        Files.deleteIfExists(path(name, UNPROVEN));
        if (!Files.exists(path(name, PROVEN))) {
            Files.deleteIfExists(path(name, RECORD));
        }
    }

    /** Takes away what was not proven when somebody ended. */
    void discardUnproven() throws IOException {
        for (var name : names(PART, UNPROVEN, RECORD)) {
            discard(name);
        }
    }

    /** Those that are not encrypted, whoever wrote them. */
    public List<String> unencrypted() throws IOException {
        var plain = new ArrayList<String>();
        for (var suffix : List.of(PROVEN, UNPROVEN)) {
            for (var name : names(suffix)) {
                if (!AgeFile.is(path(name, suffix))) {
                    plain.add(name + suffix);
                }
            }
        }
        return plain;
    }

    /** How long the last proven one is, in bytes; empty: there is none. */
    Optional<Long> lastSize() throws IOException {
        var names = names(PROVEN);
        return names.isEmpty() ? Optional.empty() : Optional.of(Files.size(path(names.get(0), PROVEN)));
    }

    /**
     * Takes away the proven ones that are too many or too old, and never the last.
     *
     * @return which
     */
    List<String> retain(Instant now) throws IOException {
        var names = names(PROVEN);
        var oldest = now.minus(described.keepFor());
        var over = names.stream()
                .skip(1)
                .filter(name ->
                        names.indexOf(name) >= described.keep() || moment(name).isBefore(oldest))
                .toList();
        for (var name : over) {
            Files.deleteIfExists(path(name, PROVEN));
            Files.deleteIfExists(path(name, RECORD));
        }
        return over;
    }

    private Instant moment(String name) {
        var matcher = AFTER_PLACE.matcher(name.substring(prefix.length()));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + name + "' is no name of a backup");
        }
        return Instant.from(MOMENT.parse(matcher.group(1)));
    }

    /** Those of this environment, the newest first. */
    private List<String> names(String... suffixes) throws IOException {
        try (var files = Files.list(described.folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(prefix))
                    .flatMap(file -> List.of(suffixes).stream()
                            .filter(file::endsWith)
                            .map(suffix -> file.substring(0, file.length() - suffix.length())))
                    .filter(name ->
                            AFTER_PLACE.matcher(name.substring(prefix.length())).matches())
                    .distinct()
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "the folder for backups " + described.folder() + " is not there. Make it, for the workers'"
                            + " account alone",
                    e);
        }
    }

    private Path path(String name, String suffix) {
        if (!name.startsWith(prefix)
                || !AFTER_PLACE.matcher(name.substring(prefix.length())).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no name of a backup of " + prefix);
        }
        return described.folder().resolve(name + suffix);
    }

    /** A name that a crash must not take back. */
    private void sync() throws IOException {
        try (var folder = FileChannel.open(described.folder(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public String toString() {
        return described.folder().toString();
    }
}
