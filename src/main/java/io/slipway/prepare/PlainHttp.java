package io.slipway.prepare;

import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What answers a host's visitors who do not ask for encryption: nothing, or the way to the encrypted address. */
final class PlainHttp {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 303, 307, 308);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    private PlainHttp() {}

    static Finding look(URI url, int port, Map<String, String> measured) throws InterruptedException {
        var facts = new TreeMap<>(measured);
        var plain = URI.create("http://" + url.getHost() + ":" + port + "/");
        try {
            var answer = HTTP.send(
                    HttpRequest.newBuilder(plain).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.discarding());
            var target = answer.headers().firstValue("Location");
            facts.put(
                    plain.toString(),
                    answer.statusCode() + target.map(to -> " to " + to).orElse(""));
            return ELSEWHERE.contains(answer.statusCode()) && isEncrypted(target)
                    ? Finding.pass(
                            Rule.SEC_1, "Users reach it encrypted, and are sent there if they come otherwise", facts)
                    : Finding.fail(
                            Rule.SEC_1,
                            plain + " answers " + answer.statusCode()
                                    + " without encryption and does not send its visitors to https. Have it redirect, or"
                                    + " close it",
                            facts);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            facts.put(plain.toString(), "nothing answers");
            return Finding.pass(Rule.SEC_1, "Users reach it encrypted, and not otherwise", facts);
        } catch (IOException e) {
            return Finding.unknown(
                    Rule.SEC_1, "What " + plain + " answers without encryption is not known: " + e, facts);
        }
    }

    private static boolean isEncrypted(Optional<String> location) {
        return location.filter(to -> to.startsWith("https://")).isPresent();
    }
}
