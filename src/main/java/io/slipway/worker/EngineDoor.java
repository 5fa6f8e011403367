package io.slipway.worker;

import io.slipway.contract.WorkerAccount;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.jspecify.annotations.Nullable;

/**
 * How the engine is reached.
 *
 * @param address of its REST interface
 * @param account that opens the door
 * @param trust decides whether the engine's certificate is the right one; null: the JVM's trust store does
 */
record EngineDoor(URI address, WorkerAccount account, @Nullable TlsSocketStrategy trust) {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /**
     * @throws IllegalStateException if the account's secret would leave this machine in the clear
     */
    EngineDoor {
        if (!"https".equals(address.getScheme()) && !onThisMachine(address)) {
            throw new IllegalStateException("The engine's address " + address
                    + " would send the worker's secret unencrypted over the network;"
                    + " use https in slipway.worker.engine");
        }
    }

    private static boolean onThisMachine(URI address) {
        try {
            return "http".equals(address.getScheme())
                    && address.getHost() != null
                    && InetAddress.getByName(address.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** New connections to it, for one client. */
    PoolingHttpClientConnectionManager connections() {
        var builder = PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
                        .build());
        if (trust != null) {
            builder.setTlsSocketStrategy(trust);
        }
        return builder.build();
    }
}
