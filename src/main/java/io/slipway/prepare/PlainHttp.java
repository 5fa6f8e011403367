package io.slipway.prepare;

import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** What answers a host's visitors who do not ask for encryption: a refusal, or the way to the encrypted address. */
final class PlainHttp {

    private static final Timeout PATIENCE = Timeout.ofSeconds(5);
    private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 303, 307, 308);

    /** @param location where it sends its visitors */
    private record Answer(int status, Optional<String> location) {

        @Override
        public String toString() {
            return status + location.map(to -> " to " + to).orElse("");
        }

        boolean isTheWayToEncryption() {
            return ELSEWHERE.contains(status)
                    && location.filter(to -> to.startsWith("https://")).isPresent();
        }
    }

    private PlainHttp() {}

    /** Asks every address of the host: a name may stand for several machines. */
    static Finding look(InetAddress[] addresses, String host, int port, Map<String, String> measured) {
        var facts = new TreeMap<>(measured);
        for (var address : addresses) {
            var place = "http at " + address.getHostAddress() + ":" + port;
            try {
                var answer = ask(address, host, port);
                facts.put(place, answer.map(Answer::toString).orElse("refuses"));
                if (answer.filter(served -> !served.isTheWayToEncryption()).isPresent()) {
                    return Finding.fail(
                            Rule.SEC_1,
                            "Port " + port + " of " + address.getHostAddress() + " answers "
                                    + answer.get().status()
                                    + " without encryption and does not send its visitors to https. Have it redirect, or"
                                    + " close it",
                            facts);
                }
            } catch (IOException e) {
                return Finding.unknown(
                        Rule.SEC_1,
                        "What port " + port + " of " + address.getHostAddress()
                                + " answers without encryption is not known: " + e
                                + ". Have it refuse, or redirect to https",
                        facts);
            }
        }
        return Finding.pass(
                Rule.SEC_1, "Users reach it encrypted; whoever comes otherwise is refused or sent there", facts);
    }

    /** The head of the answer; empty: the connection is refused. */
    private static Optional<Answer> ask(InetAddress address, String host, int port) throws IOException {
        if (refuses(address, port)) {
            return Optional.empty();
        }
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(PATIENCE)
                        .setSocketTimeout(PATIENCE)
                        .build())
                .build();
        try (var client = HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(PATIENCE).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .build()) {
            var request = new HttpGet("http://" + host + (port == 80 ? "" : ":" + port) + "/");
            // executeOpen and not execute: what comes behind the head is nobody's business, and may never end
            try (var answer = client.executeOpen(new HttpHost("http", address, host, port), request, null)) {
                var location = Optional.ofNullable(answer.getFirstHeader("Location"));
                return Optional.of(new Answer(answer.getCode(), location.map(header -> header.getValue())));
            } finally {
                connections.close(CloseMode.IMMEDIATE);
            }
        }
    }

    private static boolean refuses(InetAddress address, int port) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), PATIENCE.toMillisecondsIntBound());
            return false;
        } catch (ConnectException e) {
            if (String.valueOf(e.getMessage()).contains("refused")) {
                return true;
            }
            throw e;
        }
    }
}
