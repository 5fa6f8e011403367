package io.slipway.worker;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.core.env.Environment;

/**
 * The web server of this JVM, as its workers reach it. Under TLS they trust exactly the certificate that is in its key
 * store, whoever signed it and whatever name it bears: the secret goes to nobody else.
 */
final class OwnServer {

    private final Environment environment;
    private final SslBundles bundles;

    OwnServer(Environment environment, SslBundles bundles) {
        this.environment = environment;
        this.bundles = bundles;
    }

    private @Nullable Ssl ssl() {
        var ssl = Binder.get(environment).bind("server.ssl", Ssl.class).orElse(null);
        return Ssl.isEnabled(ssl) ? ssl : null;
    }

    /** The address of the engine's REST interface. */
    URI address() {
        var port = environment.getRequiredProperty("local.server.port");
        return URI.create((ssl() == null ? "http" : "https") + "://" + host() + ":" + port + "/engine-rest");
    }

    private String host() {
        var address = environment.getProperty("server.address", InetAddress.class);
        if (address == null || address.isAnyLocalAddress() || address.isLoopbackAddress()) {
            return "localhost";
        }
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    /** Null without TLS. */
    @Nullable
    TlsSocketStrategy trust() {
        var ssl = ssl();
        if (ssl == null) {
            return null;
        }
        try {
            var own = certificates(
                    WebServerSslBundle.get(ssl, bundles).getStores().getKeyStore());
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Only(own)}, null);
            return new DefaultClientTlsStrategy(context, NoopHostnameVerifier.INSTANCE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The certificate of the web server (server.ssl) cannot be read", e);
        }
    }

    private static List<Certificate> certificates(@Nullable KeyStore store) throws GeneralSecurityException {
        var certificates = new ArrayList<Certificate>();
        if (store != null) {
            for (var alias : Collections.list(store.aliases())) {
                var certificate = store.getCertificate(alias);
                if (store.isKeyEntry(alias) && certificate != null) {
                    certificates.add(certificate);
                }
            }
        }
        return certificates;
    }

    /** Trusts these certificates and no others. */
    private record Only(List<Certificate> certificates) implements X509TrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            if (chain.length == 0 || !certificates.contains(chain[0])) {
                throw new CertificateException("This is not the certificate of this Slipway's web server");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("Nobody logs in by certificate here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
