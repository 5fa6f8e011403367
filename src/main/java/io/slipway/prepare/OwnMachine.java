package io.slipway.prepare;

import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.shell.Listening;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** Whether a plain address is one that only this machine reaches: by its name, and by where it listens. */
final class OwnMachine {

    private static final String LOOPBACK = "localhost|127(\\.[0-9]{1,3}){3}|\\[::1]";
    private static final int HTTP = 80;

    private OwnMachine() {}

    static Finding look(URI url, Map<String, String> measured) throws IOException {
        var facts = new TreeMap<>(measured);
        // a name may stand for the loopback interface here, and for something else where users are
        if (!url.getHost().matches(LOOPBACK)) {
            return Finding.fail(
                    Rule.SEC_1,
                    "Users reach " + url + " without encryption. Give it a certificate, and an https address",
                    facts);
        }
        var port = url.getPort() < 0 ? HTTP : url.getPort();
        var listening =
                Listening.all().stream().filter(socket -> socket.port() == port).toList();
        facts.put("listening", listening.toString());
        if (listening.isEmpty()) {
            return Finding.unknown(
                    Rule.SEC_1, "Nothing listens at port " + port + " of this host, so nobody reaches " + url, facts);
        }
        return listening.stream().map(Listening::address).allMatch(InetAddress::isLoopbackAddress)
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
}
