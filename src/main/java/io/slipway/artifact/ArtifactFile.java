package io.slipway.artifact;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The zip file of a version.
 *
 * @param zip where it lies
 */
public record ArtifactFile(Path zip) {

    private static final Map<String, Object> WITH_PERMISSIONS =
            Map.of("enablePosixFileAttributes", true, "defaultPermissions", "rw-r--r--", "accessMode", "readOnly");
    private static final Set<PosixFilePermission> NOT_FOR_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /** SHA-256 of its bytes, 64 hex digits in lower case. */
    public String digest() throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(zip), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java knows no SHA-256", e);
        }
    }

    /**
     * Writes what is in it into a folder that does not exist yet.
     *
     * @throws IOException if it is no zip file, or an entry's name leads out of the folder
     */
    public void unpack(Path folder) throws IOException {
        Files.createDirectory(folder);
        try (var content = open()) {
            for (var entry : files(content.getPath("/")).entrySet()) {
                var file = folder.resolve(entry.getKey()).normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException(zip + " was not unpacked: '" + entry.getKey() + "' leads out of the folder");
                }
                Files.createDirectories(file.getParent());
                Files.copy(entry.getValue(), file);
                var permissions = new HashSet<>(Files.getPosixFilePermissions(entry.getValue()));
                permissions.removeAll(NOT_FOR_OTHERS);
                permissions.add(PosixFilePermission.OWNER_READ);
                Files.setPosixFilePermissions(file, permissions);
            }
        }
    }

    /** How many bytes its files have when they are unpacked. */
    public long unpackedSize() throws IOException {
        var size = 0L;
        try (var content = open()) {
            for (var file : files(content.getPath("/")).values()) {
                size += Files.size(file);
            }
        }
        return size;
    }

    /**
     * Checks that a folder holds the files of the zip byte by byte, and no other.
     *
     * @throws AlteredException if it does not; the first file that differs is named
     */
    public void requireIn(Path folder) throws IOException, AlteredException {
        try (var content = open()) {
            var found = files(folder);
            for (var entry : files(content.getPath("/")).entrySet()) {
                var file = found.remove(entry.getKey());
                if (file == null || Files.isSymbolicLink(file) || Files.mismatch(entry.getValue(), file) >= 0) {
                    throw altered(folder, entry.getKey(), file == null ? "is missing" : "is not as in the artifact");
                }
            }
            if (!found.isEmpty()) {
                throw altered(folder, found.firstKey(), "is not in the artifact; a service writes elsewhere");
            }
        }
    }

    private static AlteredException altered(Path folder, String file, String how) {
        return new AlteredException("The release folder " + folder + " was altered: the file " + file + " " + how
                + ". Find out by whom; stop what runs from it, delete the folder, and it is unpacked anew");
    }

    private FileSystem open() throws IOException {
        return FileSystems.newFileSystem(zip, WITH_PERMISSIONS);
    }

    /** All that is no folder, by its name below the root. */
    private static TreeMap<String, Path> files(Path root) throws IOException {
        var files = new TreeMap<String, Path>();
        try (var all = Files.walk(root)) {
            all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .forEach(file -> files.put(root.relativize(file).toString(), file));
        }
        return files;
    }
}
