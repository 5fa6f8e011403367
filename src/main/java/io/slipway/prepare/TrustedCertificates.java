package io.slipway.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom to trust. A context of its own each time: it remembers no handshake, so each shows its certificates. */
final class TrustedCertificates {

    private TrustedCertificates() {}

    /**
     * Trusts what comes from the certificates of a file, and nothing else.
     *
     * @param file in PEM; null: those that the JVM trusts
     * @throws GeneralSecurityException if the file holds no certificates
     */
    static SSLContext of(@Nullable Path file) throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, file == null ? null : managers(file), null);
        return context;
    }

    private static TrustManager[] managers(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = Files.newInputStream(file)) {
            var number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("trusted-" + number++, certificate);
            }
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }
}
