package io.slipway.age;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;

/** A pair of keys as {@code age-keygen} makes it. */
public record AgeKeys(String recipient, String secret) {

    public static AgeKeys make() {
        try {
            var pair = new X25519KeyPairGenerator().generateKeyPair();
            return new AgeKeys(pair.getPublic().toString(), pair.getPrivate().toString());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes it to a file as {@code age-keygen} does. */
    public Path write(Path file) throws IOException {
        return Files.writeString(file, "# created for a test\n# public key: " + recipient + "\n" + secret + "\n");
    }
}
