package io.slipway.prepare;

import io.slipway.catalog.UserAddress;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * Whether users reach a service encrypted, and not otherwise (SEC-1). It is measured by connecting as they do: a handshake with
 * every address of the host, the certificate's end, and what answers where browsers try first.
 */
final class Encryption {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LEAST_VALIDITY = Duration.ofDays(14);
    private static final int HTTPS = 443;

    private Encryption() {}

    /** @param plainPort where the host would answer plain HTTP */
    static Finding look(UserAddress address, int plainPort, Instant now) {
        var url = address.url();
        var facts = new TreeMap<>(Map.of("address", url.toString()));
        try {
            if ("http".equals(url.getScheme())) {
                return OwnMachine.look(url, facts);
            }
            var hosts = InetAddress.getAllByName(url.getHost());
            for (var host : hosts) {
                var session = handshake(address, host);
                var end = end(session);
                facts.put(host.getHostAddress(), session.getProtocol() + ", certificates until " + end);
                if (end.isBefore(now.plus(LEAST_VALIDITY))) {
                    return Finding.fail(
                            Rule.SEC_1,
                            "The certificate of " + url + " (" + host.getHostAddress() + ") ends at " + end
                                    + ", in less than " + LEAST_VALIDITY.toDays() + " days. Renew it, and check again",
                            facts);
                }
            }
            return PlainHttp.look(hosts, url.getHost(), plainPort, facts);
        } catch (SSLException e) {
            return Finding.fail(
                    Rule.SEC_1,
                    "The handshake with " + url + " failed: " + e.getMessage()
                            + ". Users' programs would refuse it as well; mend its certificate",
                    facts);
        } catch (IOException e) {
            return Finding.unknown(Rule.SEC_1, "Whether users reach " + url + " encrypted is not known: " + e, facts);
        }
    }

    /** When the first of the certificates ends that it shows: none may be missing on the way to the authority. */
    private static Instant end(SSLSession session) throws SSLException {
        return Arrays.stream(session.getPeerCertificates())
                .map(certificate ->
                        ((X509Certificate) certificate).getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new SSLException("it shows no certificate"));
    }

    private static SSLSession handshake(UserAddress address, InetAddress host) throws IOException {
        var url = address.url();
        var port = url.getPort() < 0 ? HTTPS : url.getPort();
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
            plain.setSoTimeout((int) PATIENCE.toMillis());
            var socket = (SSLSocket) trust(address).getSocketFactory().createSocket(plain, url.getHost(), port, true);
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket.getSession();
        }
    }

    /** A context of its own for each handshake: it remembers none, so each shows its certificates. */
    private static SSLContext trust(UserAddress address) throws IOException {
        var file = address.trust();
        var trusted = file == null
                ? SslBundle.of(SslStoreBundle.NONE)
                : SslBundle.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(Files.readString(file))));
        try {
            return trusted.createSslContext();
        } catch (IllegalStateException e) {
            throw new IOException("'trust' " + file + " holds no certificates in PEM: " + e.getMessage(), e);
        }
    }
}
