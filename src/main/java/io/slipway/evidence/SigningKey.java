package io.slipway.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** The Ed25519 key that this installation signs with. */
final class SigningKey {

    private final PrivateKey secret;
    private final PublicKey open;

    private SigningKey(PrivateKey secret, PublicKey open) {
        this.secret = secret;
        this.open = open;
    }

    /** The key in this file; if there is no file yet, a new key is kept there, readable by its owner only. */
    static SigningKey in(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return read(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The signing key cannot be kept in " + file, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(file + " holds no Ed25519 private key (PKCS#8, PEM)", e);
        }
    }

    private static void make(Path file) throws IOException, GeneralSecurityException {
        var pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder()
                        .encodeToString(KeyPairGenerator.getInstance("Ed25519")
                                .generateKeyPair()
                                .getPrivate()
                                .getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        OwnersFile.create(file, pem);
    }

    private static SigningKey read(String pem) throws GeneralSecurityException {
        var encoded = Base64.getDecoder().decode(pem.replaceAll("-----[A-Z ]+-----|\\s", ""));
        var secret = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        return new SigningKey(secret, open((EdECPrivateKey) secret));
    }

    /** The public half, which Java derives by generating a pair from what the private key holds. */
    private static PublicKey open(EdECPrivateKey secret) throws GeneralSecurityException {
        var seed = secret.getBytes().orElseThrow(() -> new GeneralSecurityException("The key holds no bytes"));
        var generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new FixedSeed(seed));
        return generator.generateKeyPair().getPublic();
    }

    String fingerprint() {
        return Ed25519.fingerprint(open);
    }

    PublicKey open() {
        return open;
    }

    byte[] sign(byte[] bytes) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Nothing can be signed", e);
        }
    }

    /** Gives a generator the bytes that a key is made of. */
    private static final class FixedSeed extends java.security.SecureRandom {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial")
        private final byte[] seed;

        FixedSeed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
