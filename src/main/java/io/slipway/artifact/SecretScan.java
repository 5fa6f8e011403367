package io.slipway.artifact;

import io.slipway.contract.SecretShape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Looks for secrets in an artifact, in the archives in it as well, by their shape. What they are is said, and where; never what
 * they say.
 */
public final class SecretScan {

    private static final int CHUNK = 1 << 20;

    /** Longer than what a pattern needs to see, so that nothing is cut in two. */
    private static final int OVERLAP = 8192;

    private static final int DEEPEST = 6;
    private static final Set<String> ARCHIVES = Set.of("zip", "jar", "war", "ear");

    private final Set<String> found = new TreeSet<>();

    private SecretScan() {}

    /**
     * What is in an artifact: a sentence part each, such as "a private key in app/server.key".
     *
     * @throws IOException if not all of it can be looked at
     */
    public static Set<String> of(Path zip) throws IOException {
        var scan = new SecretScan();
        scan.archive("", zip, 1);
        return scan.found;
    }

    private void archive(String before, Path zip, int depth) throws IOException {
        try (var file = new ZipFile(zip.toFile())) {
            for (var entry : Collections.list(file.entries())) {
                try (var in = file.getInputStream(entry)) {
                    look(before + entry.getName(), in, depth);
                }
            }
        }
    }

    private void look(String name, InputStream in, int depth) throws IOException {
        if (!ARCHIVES.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))) {
            text(name, in);
            return;
        }
        if (depth > DEEPEST) {
            throw new IOException(name + " lies in archives that lie in archives, deeper than " + DEEPEST);
        }
        // a file and no stream: who runs it goes by the list at its end, and a stream may end before that
        var copy = Files.createTempFile("archive", null);
        try {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            archive(name + "!", copy, depth + 1);
        } catch (ZipException e) {
            throw new IOException(name + " is no archive that can be looked into: " + e.getMessage(), e);
        } finally {
            Files.delete(copy);
        }
    }

    private void text(String name, InputStream in) throws IOException {
        var before = "";
        for (var bytes = in.readNBytes(CHUNK); bytes.length > 0; bytes = in.readNBytes(CHUNK)) {
            // one character a byte, whatever the file is
            var text = before + new String(bytes, StandardCharsets.ISO_8859_1);
            SecretShape.in(text).forEach(what -> found.add(what + " in " + name));
            before = text.substring(Math.max(0, text.length() - OVERLAP));
        }
    }
}
