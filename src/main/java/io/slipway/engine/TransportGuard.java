package io.slipway.engine;

import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Plain HTTP is for this machine only: passwords and decisions do not cross a network unencrypted (SEC-1). */
@Component
@Profile("!worker")
class TransportGuard {

    TransportGuard(ServerProperties server) {
        var ssl = server.getSsl();
        var encrypted = ssl != null && ssl.isEnabled();
        var address = server.getAddress();
        if (!encrypted && (address == null || !address.isLoopbackAddress())) {
            throw new StartRefused(
                    "Slipway would listen on " + (address == null ? "every address" : address.getHostAddress())
                            + " without TLS: passwords and decisions would cross the network in the clear.",
                    "Give it a certificate (server.ssl.bundle, or server.ssl.key-store), or let it listen on this machine"
                            + " only: server.address=127.0.0.1.");
        }
    }
}
