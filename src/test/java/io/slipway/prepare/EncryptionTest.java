package io.slipway.prepare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.slipway.catalog.UserAddress;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users meet at real servers with real certificates. */
@Tag("SEC-1")
class EncryptionTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final char[] PASSWORD = "changeit".toCharArray();

    private Path folder;
    private @Nullable HttpsServer encrypted;
    private @Nullable HttpServer plain;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        if (encrypted != null) {
            encrypted.stop(0);
        }
        if (plain != null) {
            plain.stop(0);
        }
    }

    /** A server whose certificate is signed by itself, and the file that it can be trusted by. */
    private Path encrypt(String name, int days) throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                "shop",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                san(name),
                "-validity",
                Integer.toString(days));
        return serve("shop");
    }

    /** The same, signed by an authority whose own certificate it shows as well. */
    private Path encryptSigned(int authorityDays, int days) throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                "authority",
                "-keyalg",
                "EC",
                "-dname",
                "CN=authority",
                "-ext",
                "bc:c",
                "-validity",
                Integer.toString(authorityDays));
        keytool("-genkeypair", "-alias", "shop", "-keyalg", "EC", "-dname", "CN=shop", "-validity", "90");
        var request = folder.resolve("shop.csr").toString();
        var signed = folder.resolve("shop.pem").toString();
        keytool("-certreq", "-alias", "shop", "-file", request);
        keytool(
                "-gencert",
                "-alias",
                "authority",
                "-infile",
                request,
                "-outfile",
                signed,
                "-rfc",
                "-ext",
                san("127.0.0.1"),
                "-validity",
                Integer.toString(days));
        keytool("-importcert", "-alias", "shop", "-file", signed, "-noprompt");
        return serve("authority");
    }

    private static String san(String name) {
        return (name.matches("[0-9.]+") ? "san=ip:" : "san=dns:") + name;
    }

    private void keytool(String... words) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of(
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                folder.resolve("keys.p12").toString()));
        var done = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(done.waitFor())
                .as(new String(done.getInputStream().readAllBytes(), UTF_8))
                .isZero();
    }

    private Path serve(String trusted) throws Exception {
        var keys = KeyStore.getInstance(folder.resolve("keys.p12").toFile(), PASSWORD);
        var own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("shop", keys.getKey("shop", PASSWORD), PASSWORD, keys.getCertificateChain("shop"));
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        encrypted = HttpsServer.create(new InetSocketAddress(HERE, 0), 0);
        encrypted.setHttpsConfigurator(new HttpsConfigurator(context));
        encrypted.start();
        return Files.writeString(
                folder.resolve("trust.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate(trusted).getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    /** Answers plain HTTP like this; returns the port. */
    private int answer(int status, @Nullable String location) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
        server.createContext("/", exchange -> {
            if (location != null) {
                exchange.getResponseHeaders().set("Location", location);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        plain = server;
        return server.getAddress().getPort();
    }

    private static int nobody() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Finding look(@Nullable Path trust, int plainPort) throws InterruptedException {
        var port = encrypted == null ? 1 : encrypted.getAddress().getPort();
        return look("https://127.0.0.1:" + port, trust, plainPort, Instant.now());
    }

    private static Finding look(String url, @Nullable Path trust, int plainPort, Instant now)
            throws InterruptedException {
        var finding = Encryption.look(new UserAddress(URI.create(url), trust), plainPort, now);
        assertThat(finding.rule()).isEqualTo(Rule.SEC_1);
        return finding;
    }

    private static void assertIs(Finding finding, Verdict verdict, String why) {
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(verdict);
        assertThat(finding.why()).contains(why);
    }

    @Test
    void whereNothingAnswersOtherwiseItPasses() throws Exception {
        var finding = look(encrypt("127.0.0.1", 90), nobody());
        assertIs(finding, Verdict.PASS, "is refused or sent there");
        assertThat(finding.facts().toString()).contains("TLSv1.3, certificates until", "refuses");
    }

    @Test
    void whoeverComesOtherwiseIsSentToTheEncryptedAddress() throws Exception {
        var trust = encrypt("127.0.0.1", 90);
        for (var status : new int[] {301, 302, 307, 308}) {
            assertIs(look(trust, answer(status, "https://localhost/")), Verdict.PASS, "sent there");
        }
    }

    @Test
    void whoeverComesOtherwiseAndIsServedStops() throws Exception {
        var trust = encrypt("127.0.0.1", 90);
        assertIs(look(trust, answer(200, null)), Verdict.FAIL, "answers 200 without encryption");
        assertIs(look(trust, answer(404, null)), Verdict.FAIL, "answers 404");
        assertIs(look(trust, answer(301, "http://localhost/shop")), Verdict.FAIL, "answers 301");
        assertIs(look(trust, answer(200, "https://localhost/")), Verdict.FAIL, "answers 200");
    }

    @Test
    void aCertificateThatEndsSoonStops() throws Exception {
        assertIs(look(encrypt("127.0.0.1", 13), nobody()), Verdict.FAIL, "in less than 14 days");
    }

    @Test
    void oneThatEndsLaterStopsWhenItIsLater() throws Exception {
        var trust = encrypt("127.0.0.1", 15);
        assertIs(look(trust, nobody()), Verdict.PASS, "");
        var port = encrypted == null ? 0 : encrypted.getAddress().getPort();
        var later = Instant.now().plus(Duration.ofDays(2));
        assertIs(look("https://127.0.0.1:" + port, trust, nobody(), later), Verdict.FAIL, "in less than 14 days");
    }

    @Test
    void anAuthorityThatEndsSoonStops() throws Exception {
        assertIs(look(encryptSigned(13, 90), nobody()), Verdict.FAIL, "in less than 14 days");
    }

    @Test
    void aCertificateOfATrustedAuthorityPasses() throws Exception {
        assertIs(look(encryptSigned(900, 90), nobody()), Verdict.PASS, "");
    }

    @Test
    void whatCannotBeReachedWithoutEncryptionIsNotKnownToRefuse() throws Exception {
        var documentation = new InetAddress[] {InetAddress.getByName("2001:db8::1")};
        assertIs(PlainHttp.look(documentation, "shop.example.org", 80, Map.of()), Verdict.UNKNOWN, "is not known");
    }

    @Test
    void aCertificateThatNobodyTrustsStops() throws Exception {
        encrypt("127.0.0.1", 90);
        assertIs(look(null, nobody()), Verdict.FAIL, "The handshake with https://127.0.0.1");
    }

    @Test
    void aCertificateOfAnotherHostStops() throws Exception {
        assertIs(look(encrypt("shop.example.org", 90), nobody()), Verdict.FAIL, "The handshake with https://127.0.0.1");
    }

    @Test
    void whatCannotBeReachedIsNotKnown() throws Exception {
        assertIs(look("https://127.0.0.1:" + nobody(), null, nobody(), Instant.now()), Verdict.UNKNOWN, "is not known");
        assertIs(look("https://nowhere.invalid", null, nobody(), Instant.now()), Verdict.UNKNOWN, "is not known");
        var trust = Files.writeString(folder.resolve("no.pem"), "no certificate");
        assertIs(
                look("https://127.0.0.1:" + nobody(), trust, nobody(), Instant.now()), Verdict.UNKNOWN, "is not known");
    }

    @Test
    void aPortThatIsSilentIsNotKnown() throws Exception {
        var trust = encrypt("127.0.0.1", 90);
        try (var silent = new ServerSocket(0, 1, HERE)) {
            assertIs(look(trust, silent.getLocalPort()), Verdict.UNKNOWN, "is not known");
        }
    }

    /** It does not apply by what is measured, not by what somebody says. */
    @Test
    void whatOnlyThisMachineReachesNeedsNone() throws Exception {
        var port = answer(200, null);
        for (var host : new String[] {"127.0.0.1", "localhost"}) {
            var url = "http://" + host + ":" + port;
            assertIs(look(url, null, nobody(), Instant.now()), Verdict.PASS, "Only this machine");
        }
    }

    @Test
    void whatIsReachedOverTheNetworkAsWellIsNotThisMachinesAlone() throws Exception {
        try (var everywhere = new ServerSocket(0)) {
            var url = "http://127.0.0.1:" + everywhere.getLocalPort();
            assertIs(look(url, null, nobody(), Instant.now()), Verdict.FAIL, "is reached over the network as well");
        }
    }

    @Test
    void whereNothingListensNothingIsKnown() throws Exception {
        assertIs(
                look("http://127.0.0.1:" + nobody(), null, nobody(), Instant.now()),
                Verdict.UNKNOWN,
                "Nothing listens");
    }

    /** What a name stands for here, it may not stand for where users are. */
    @Test
    void aNameIsNotThisMachine() throws Exception {
        var own = InetAddress.getLocalHost().getHostName();
        assertIs(look("http://" + own + ":8080", null, nobody(), Instant.now()), Verdict.FAIL, "without encryption");
        assertIs(look("http://192.0.2.1", null, nobody(), Instant.now()), Verdict.FAIL, "without encryption");
    }
}
