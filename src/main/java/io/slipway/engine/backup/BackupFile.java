package io.slipway.engine.backup;

import io.slipway.age.Identity;
import io.slipway.age.Recipients;
import io.slipway.evidence.EvidenceCopy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.springframework.util.StreamUtils;

/** A backup as a file: a zip that is encrypted as age does it, so that {@code age -d} and {@code unzip} open it as well. */
final class BackupFile {

    /** What is in it beside its manifest. */
    static final List<String> FILES = List.of(DatabaseCopy.SCRIPT, EvidenceCopy.HEADS, EvidenceCopy.SEAL);

    private BackupFile() {}

    /**
     * Writes it whole under its name, and safely on the disk, or not at all.
     *
     * @param part the name that it has while it is not whole
     */
    static void write(WorkFolder work, Recipients recipients, Path part, Path file) throws BackupException {
        try {
            Files.deleteIfExists(part);
            try (var channel = ownersFile(part)) {
                // closing is what ends an age file, and a closed channel cannot be forced
                try (var zip = new ZipOutputStream(
                        recipients.encrypting(StreamUtils.nonClosing(Channels.newOutputStream(channel))))) {
                    pack(work, zip);
                }
                channel.force(true);
            }
            move(part, file);
        } catch (IOException | RuntimeException e) {
            throw new BackupException("The backup cannot be written to " + part + ": " + e.getMessage(), e);
        } finally {
            part.toFile().delete();
        }
    }

    private static FileChannel ownersFile(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static void pack(WorkFolder work, ZipOutputStream zip) throws IOException {
        var names = new TreeSet<>(FILES);
        names.add(Manifest.NAME);
        for (var name : names) {
            zip.putNextEntry(new ZipEntry(name));
            Files.copy(work.file(name), zip);
            zip.closeEntry();
        }
    }

    /** Gives a file another name in its folder, and has the disk know. */
    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(to.toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }

    /**
     * Unpacks it.
     *
     * @return what it says of itself, and holds
     * @throws BackupException if it is not for this identity, was altered or cut off, or is no backup of Slipway's
     */
    static Manifest unpack(Path file, Identity identity, WorkFolder work) throws BackupException {
        try (var source = Files.newInputStream(file);
                var opened = identity.opening(source)) {
            var zip = new ZipInputStream(opened);
            var missing = new TreeSet<>(FILES);
            missing.add(Manifest.NAME);
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!missing.remove(entry.getName())) {
                    throw new BackupException(file + " is no backup of Slipway's: it holds " + entry.getName());
                }
                try (var unpacked = Channels.newOutputStream(ownersFile(work.file(entry.getName())))) {
                    zip.transferTo(unpacked);
                }
            }
            // whether something was cut off shows at the very end
            opened.transferTo(OutputStream.nullOutputStream());
            if (!missing.isEmpty()) {
                throw new BackupException(file + " is no backup of Slipway's: it lacks " + missing);
            }
            return manifest(file, work);
        } catch (IOException | RuntimeException e) {
            throw new BackupException(
                    file + " cannot be opened with " + identity
                            + "; it is not for this key, or was altered or cut off: " + e.getMessage(),
                    e);
        }
    }

    private static Manifest manifest(Path file, WorkFolder work) throws BackupException, IOException {
        var manifest = Manifest.read(Files.readString(work.file(Manifest.NAME)));
        for (var name : FILES) {
            if (!Digest.of(work.file(name)).equals(manifest.files().get(name))) {
                throw new BackupException(file + ": " + name + " is not the one that " + manifest.signer() + " signed");
            }
        }
        return manifest;
    }
}
