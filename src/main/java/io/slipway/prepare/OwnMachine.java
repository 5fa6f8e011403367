package io.slipway.prepare;

import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.shell.Listening;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether an address is one that only this machine reaches: by its name, and by where it listens. */
final class OwnMachine {

    private static final String LOOPBACK = "localhost|127(\\.[0-9]{1,3}){3}|\\[::1]";
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private OwnMachine() {}

    /** Whether it may be plain (SEC-1). */
    static Finding look(URI url, Map<String, String> measured) throws IOException {
        var facts = new TreeMap<>(measured);
        if (!url.getHost().matches(LOOPBACK)) {
            return Finding.fail(
                    Rule.SEC_1,
                    "Users reach " + url + " without encryption. Give it a certificate, and an https address",
                    facts);
        }
        var listening = listening(url);
        facts.put("listening", listening.toString());
        if (listening.isEmpty()) {
            return Finding.unknown(
                    Rule.SEC_1,
                    "Nothing listens at port " + port(url) + " of this host, so nobody reaches " + url,
                    facts);
        }
        return areOfLoopback(listening)
                ? Finding.pass(
                        Rule.SEC_1,
                        "Only this machine reaches it: nothing leaves it that would have to be encrypted",
                        facts)
                : Finding.fail(
                        Rule.SEC_1,
                        "What listens at " + url + " is reached over the network as well, without encryption: "
                                + listening + ". Bind it to the loopback interface, or give it an https address",
                        facts);
    }

    /** That a rule does not apply where only this machine reaches an address, with what shows that; empty: others may reach it. */
    static Optional<Finding> exempt(URI url, Rule rule, String about) throws IOException {
        // a name may stand for the loopback interface here, and for something else where users are
        if (!url.getHost().matches(LOOPBACK)) {
            return Optional.empty();
        }
        var listening = listening(url);
        return listening.isEmpty() || !areOfLoopback(listening)
                ? Optional.empty()
                : Optional.of(Finding.pass(
                        rule,
                        "It does not matter " + about + ": only this machine reaches " + url + ", where " + listening
                                + " listens and nothing else",
                        Map.of("address", url.toString(), "listening", listening.toString())));
    }

    private static List<Listening> listening(URI url) throws IOException {
        return Listening.all().stream()
                .filter(socket -> socket.port() == port(url))
                .toList();
    }

    private static boolean areOfLoopback(List<Listening> listening) {
        return listening.stream().map(Listening::address).allMatch(InetAddress::isLoopbackAddress);
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equals(url.getScheme()) ? HTTPS : HTTP;
    }
}
