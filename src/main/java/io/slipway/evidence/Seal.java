package io.slipway.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells rows that Slipway wrote from those that somebody else wrote who can write to the database: HMAC-SHA-256 of the
 * row's hash, by a secret that is not in the database.
 */
final class Seal {

    private static final int BYTES = 32;
    private static final String NAME = "HmacSHA256";

    private final SecretKeySpec secret;

    private Seal(byte[] secret) {
        this.secret = new SecretKeySpec(secret, NAME);
    }

    /** By the secret in this file; if there is no file yet, a new one is kept there, readable by its owner only. */
    static Seal in(Path file) {
        try {
            if (!Files.exists(file)) {
                var random = new byte[BYTES];
                new SecureRandom().nextBytes(random);
                OwnersFile.create(file, HexFormat.of().formatHex(random) + "\n");
            }
            return new Seal(HexFormat.of().parseHex(Files.readString(file).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException("The sealing secret cannot be kept in " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(file + " holds no sealing secret (64 hex digits)", e);
        }
    }

    String on(String hash) {
        try {
            var mac = Mac.getInstance(NAME);
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(hash.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Nothing can be sealed", e);
        }
    }

    boolean isOn(String hash, String seal) {
        return MessageDigest.isEqual(
                on(hash).getBytes(StandardCharsets.US_ASCII), seal.getBytes(StandardCharsets.US_ASCII));
    }
}
