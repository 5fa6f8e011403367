package io.slipway.age;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/** Opens what was encrypted for it. Its keys are secrets: they are in no message. */
public final class Identity {

    private static final int CHUNK = 64 * 1024;

    private final Path file;
    private final List<RecipientStanzaReader> keys;

    private Identity(Path file, List<RecipientStanzaReader> keys) {
        this.file = file;
        this.keys = keys;
    }

    /**
     * The one in a file, as {@code age-keygen} writes it: {@code AGE-SECRET-KEY-1…}, one a line, and remarks that begin with #.
     *
     * @throws IOException if it cannot be read, or holds no key
     */
    public static Identity read(Path file) throws IOException {
        var keys = new ArrayList<RecipientStanzaReader>();
        for (var line : lines(file)) {
            var key = line.strip();
            if (!key.isEmpty() && !key.startsWith("#")) {
                keys.add(reader(file, key));
            }
        }
        if (keys.isEmpty()) {
            throw new IOException("the identity file " + file + " holds no key: AGE-SECRET-KEY-1…");
        }
        return new Identity(file, keys);
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new IOException(
                    "the identity file " + file + " cannot be read: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    private static RecipientStanzaReader reader(Path file, String key) throws IOException {
        try {
            return X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(key);
        } catch (GeneralSecurityException | RuntimeException e) {
            // the cause may hold the key
            throw new IOException("the identity file " + file + " holds a line that is no key: AGE-SECRET-KEY-1…");
        }
    }

    /**
     * Opens what is read from it. What was altered or cut off fails where that is noticed, at the latest at its end.
     *
     * @throws IOException if it is not of age, or not for this identity
     */
    public InputStream opening(InputStream source) throws IOException {
        try {
            var channel =
                    new StandardDecryptingChannelFactory().newDecryptingChannel(Channels.newChannel(source), keys);
            return new BufferedInputStream(Channels.newInputStream(channel), CHUNK);
        } catch (GeneralSecurityException | RuntimeException | IOException e) {
            throw new IOException("it cannot be opened with " + this + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "the identity in " + file;
    }
}
