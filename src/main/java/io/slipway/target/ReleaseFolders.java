package io.slipway.target;

import io.slipway.artifact.AlteredException;
import io.slipway.artifact.ArtifactFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/**
 * The versions that a target holds: {@code releases/<digest>.zip}, the artifact's own bytes, and
 * {@code releases/<digest>/}, what was in them. As the digest is that of the bytes kept here, each file can be proven
 * at any time without trust in a list that could have been altered with it, and without the folder of artifacts.
 *
 * <p>Over 150 lines: what is written there, what that takes, and what is cleared away belong together.
 */
final class ReleaseFolders {

    private static final String NEW = ".new-";

    private final Path folder;
    private final long keptFree;

    /** @param keptFree the bytes that have to stay free on the disk when a version was written */
    ReleaseFolders(Path root, long keptFree) {
        this.folder = root.resolve("releases");
        this.keptFree = keptFree;
    }

    /** @return whether nothing has to be written to start the version */
    boolean hold(Version version) {
        return Files.exists(folder.resolve(version.digest()), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Looks whether the version goes onto the disk beside what is kept, and leaves free what has to stay free.
     *
     * @param kept the digests that are not cleared away for it
     * @throws NoRoomException if it does not
     */
    void requireRoom(Version version, Path artifact, Set<String> kept) throws IOException {
        if (!hold(version)) {
            var needed = Files.size(artifact) + new ArtifactFile(artifact).unpackedSize();
            requireRoom(version, needed, sizeOfAllExcept(kept));
        }
    }

    private void requireRoom(Version version, long needed, long cleared) throws IOException {
        Files.createDirectories(folder);
        var usable = Files.getFileStore(folder).getUsableSpace() + cleared;
        if (usable - needed < keptFree) {
            throw new NoRoomException("There is no room for " + version + " in " + folder + ": it takes "
                    + megabytes(needed) + ", " + megabytes(usable) + " are free, and " + megabytes(keptFree)
                    + " have to stay free ('keepFree' of the target). Make room there, or keep fewer versions"
                    + " ('keepVersions')");
        }
    }

    private static String megabytes(long bytes) {
        return DataSize.ofBytes(bytes).toMegabytes() + " MB";
    }

    /**
     * The version's folder, checked file by file; unpacked first if it was not there.
     *
     * @param artifact where the bytes come from if this target never held them
     * @throws NoRoomException if that does not go onto the disk; nothing is left half written
     * @throws AlteredException if they are missing, or not what the digest says
     */
    Path unpacked(Version version, Path artifact) throws IOException, AlteredException {
        var unpacked = folder.resolve(version.digest());
        if (!Files.exists(unpacked, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder);
            clearAway(NEW);
            if (!Files.exists(zip(version))) {
                take(version, artifact);
            }
            checkBytes(version, zip(version));
            requireRoom(version, new ArtifactFile(zip(version)).unpackedSize(), 0);
            unpack(version, unpacked);
        }
        return intact(version);
    }

    /**
     * The version's folder, checked file by file.
     *
     * @throws AlteredException if it is not there, or not what the digest says
     */
    Path intact(Version version) throws IOException, AlteredException {
        var unpacked = folder.resolve(version.digest());
        if (!Files.isDirectory(unpacked, LinkOption.NOFOLLOW_LINKS) || !Files.isRegularFile(zip(version))) {
            throw new AlteredException("The release folder of " + version + ", " + unpacked
                    + ", or the artifact beside it is not there any more. Put both back, or release that version anew");
        }
        checkBytes(version, zip(version));
        new ArtifactFile(zip(version)).requireIn(unpacked);
        return unpacked;
    }

    /** @throws AlteredException if the file is not the version's artifact */
    static void checkBytes(Version version, Path zip) throws IOException, AlteredException {
        var digest = new ArtifactFile(zip).digest();
        if (!digest.equals(version.digest())) {
            throw new AlteredException("The artifact " + zip + " is not that of " + version + ": its SHA-256 is "
                    + digest
                    + ", not " + version.digest() + ". It was altered after it was built; find out by whom, and put"
                    + " the original back");
        }
    }

    /** Deletes the versions of all other digests. */
    void deleteAllExcept(Set<String> digests) throws IOException {
        for (var other : allExcept(digests)) {
            FileSystemUtils.deleteRecursively(other);
        }
    }

    private long sizeOfAllExcept(Set<String> digests) throws IOException {
        var size = 0L;
        for (var other : allExcept(digests)) {
            try (var files = Files.walk(other)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    size += Files.size(file);
                }
            }
        }
        return size;
    }

    private List<Path> allExcept(Set<String> digests) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.filter(entry ->
                            !digests.contains(entry.getFileName().toString().replaceFirst("\\.zip$", "")))
                    .toList();
        }
    }

    private Path zip(Version version) {
        return folder.resolve(version.digest() + ".zip");
    }

    /** Copies before it checks: between a check and the use of a foreign file there is time to exchange it. */
    private void take(Version version, Path artifact) throws IOException, AlteredException {
        if (!Files.isRegularFile(artifact)) {
            throw new AlteredException("The artifact of " + version + " was looked for at " + artifact
                    + " and is not there, nor did the target keep a copy. Put it there, or build the version anew");
        }
        requireRoom(version, Files.size(artifact), 0);
        var copy = folder.resolve(NEW + version.digest() + ".zip");
        Files.copy(artifact, copy);
        try {
            checkBytes(version, copy);
        } catch (AlteredException e) {
            Files.delete(copy);
            throw e;
        }
        force(copy);
        Files.move(copy, zip(version), StandardCopyOption.ATOMIC_MOVE);
    }

    private void unpack(Version version, Path target) throws IOException {
        var fresh = folder.resolve(NEW + version.digest());
        new ArtifactFile(zip(version)).unpack(fresh);
        try (var files = Files.walk(fresh)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                force(file);
            }
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
    }

    /** On the disk before it counts: after a power failure there is the whole release or none. */
    private static void force(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** What a worker left that was killed. */
    private void clearAway(String prefix) throws IOException {
        try (var entries = Files.newDirectoryStream(folder, prefix + "*")) {
            for (var entry : entries) {
                FileSystemUtils.deleteRecursively(entry);
            }
        }
    }
}
