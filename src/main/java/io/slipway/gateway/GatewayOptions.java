package io.slipway.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Set;

/**
 * How a gateway is started.
 *
 * @param listen where users' requests come in; port 0: any free one
 * @param control where the control API listens; only on this machine
 * @param secret what the control API asks for
 * @param state the file that keeps the shares
 */
public record GatewayOptions(InetSocketAddress listen, InetSocketAddress control, String secret, Path state) {

    static final String USAGE =
            """
            usage: slipway gateway --listen HOST:PORT --control HOST:PORT --secret-file FILE --state-file FILE
              --listen       where users' requests come in
              --control      where the control API listens: an address of this machine only (127.0.0.1)
              --secret-file  the secret that the control API asks for
              --state-file   keeps the shares over a restart""";

    private static final Set<String> NAMES = Set.of("--listen", "--control", "--secret-file", "--state-file");

    public GatewayOptions {
        if (!control.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "The control API speaks plain HTTP and may listen on this machine only, not on "
                            + control.getHostString() + "; give 127.0.0.1");
        }
        if (secret.length() < 16) {
            throw new IllegalArgumentException("The control API's secret has less than 16 characters");
        }
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if it cannot be meant
     */
    static GatewayOptions read(String... arguments) throws IOException {
        var values = new HashMap<String, String>();
        for (var i = 0; i < arguments.length; i += 2) {
            if (!NAMES.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException("'" + arguments[i] + "' is not known, or lacks its value");
            }
            values.put(arguments[i], arguments[i + 1]);
        }
        for (var name : NAMES) {
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException(name + " is missing");
            }
        }
        return new GatewayOptions(
                address(values.getOrDefault("--listen", "")),
                address(values.getOrDefault("--control", "")),
                Files.readString(Path.of(values.getOrDefault("--secret-file", "")))
                        .strip(),
                Path.of(values.getOrDefault("--state-file", "")).toAbsolutePath());
    }

    static InetSocketAddress address(String text) throws IOException {
        var colon = text.lastIndexOf(':');
        if (colon < 1
                || !text.substring(colon + 1).matches("[0-9]{1,5}")
                || Integer.parseInt(text.substring(colon + 1)) > 65535) {
            throw new IllegalArgumentException("'" + text + "' is not HOST:PORT");
        }
        return new InetSocketAddress(
                InetAddress.getByName(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }
}
