package io.slipway.age;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who can open what is encrypted for them: each of them alone. They are public keys, and no secret.
 *
 * @param keys as {@code age-keygen} says them: {@code age1…}
 */
public record Recipients(List<String> keys) {

    private static final int CHUNK = 64 * 1024;

    /** @throws IllegalArgumentException if there is none, or one is no public key of age */
    public Recipients {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("name at least one: age1…");
        }
        writers(keys);
    }

    /**
     * Encrypts what is written to it. Only what was closed can be opened.
     *
     * @throws IOException if the header cannot be written
     */
    public OutputStream encrypting(OutputStream sink) throws IOException {
        try {
            var channel = new StandardEncryptingChannelFactory()
                    .newEncryptingChannel(Channels.newChannel(sink), writers(keys));
            return new BufferedOutputStream(Channels.newOutputStream(channel), CHUNK);
        } catch (GeneralSecurityException e) {
            throw new IOException("encrypting for " + this + " failed: " + e.getMessage(), e);
        }
    }

    private static List<RecipientStanzaWriter> writers(List<String> keys) {
        var writers = new ArrayList<RecipientStanzaWriter>();
        for (var key : keys) {
            try {
                writers.add(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(key));
            } catch (GeneralSecurityException | RuntimeException e) {
                // who took the wrong half of a pair shall not read it in a log
                throw new IllegalArgumentException(
                        key.startsWith("age1")
                                ? "'" + key + "' is no public key of age"
                                : "one of them is no public key of age: that begins with age1",
                        e);
            }
        }
        return writers;
    }

    @Override
    public String toString() {
        return keys.stream().collect(Collectors.joining(", "));
    }
}
