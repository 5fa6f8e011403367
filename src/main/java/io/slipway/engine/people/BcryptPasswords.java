package io.slipway.engine.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.bcrypt.BCrypt;

/**
 * Passwords as bcrypt hashes. bcrypt looks at 72 bytes only, and the engine appends a salt of its own, so what is hashed
 * is the SHA-256 of the password.
 */
final class BcryptPasswords implements PasswordEncryptor {

    private static final int ROUNDS = 11;

    @Override
    public String encrypt(String password) {
        return BCrypt.hashpw(shortened(password), BCrypt.gensalt(ROUNDS));
    }

    @Override
    public boolean check(String password, String encrypted) {
        return BCrypt.checkpw(shortened(password), encrypted);
    }

    @Override
    public String hashAlgorithmName() {
        return "bcrypt-sha256";
    }

    private static String shortened(String password) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java knows no SHA-256", e);
        }
    }

    /** Hashes that people made themselves, such as by {@code htpasswd -nbBC 12}: they are checked, none are made. */
    static final class Given implements PasswordEncryptor {

        static final String NAME = "bcrypt";

        @Override
        public String encrypt(String password) {
            throw new UnsupportedOperationException("New passwords are hashed with bcrypt-sha256");
        }

        @Override
        public boolean check(String password, String encrypted) {
            return BCrypt.checkpw(password, encrypted.replaceFirst("^\\$2y\\$", "\\$2a\\$"));
        }

        @Override
        public String hashAlgorithmName() {
            return NAME;
        }
    }
}
