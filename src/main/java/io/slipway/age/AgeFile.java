package io.slipway.age;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file that may be one of age. */
public final class AgeFile {

    private static final byte[] BEGIN = "age-encryption.org/v1\n-> ".getBytes(StandardCharsets.US_ASCII);

    private AgeFile() {}

    /** Whether it begins as one that is encrypted for somebody. Only opening it tells for whom, and whether it is whole. */
    public static boolean is(Path file) throws IOException {
        try (var bytes = Files.newInputStream(file)) {
            return Arrays.equals(bytes.readNBytes(BEGIN.length), BEGIN);
        }
    }
}
