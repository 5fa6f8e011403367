package io.slipway.gateway;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.proxy.ProxyHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.slf4j.LoggerFactory;

/**
 * The gateway's process. Requests go to the upstreams by weight, a user's to one group; the control API changes the weights. It goes on serving
 * whatever becomes of Slipway.
 */
public final class Gateway implements AutoCloseable {

    private static final int LONGEST_REQUEST_MILLIS = 60_000;
    private static final int CLOSING_MILLIS = 10_000;
    private static final int IDLE_MILLIS = 75_000;
    private static final long LARGEST_REQUEST = 100L * 1024 * 1024;

    private final GracefulShutdownHandler open;
    private final Undertow users;
    private final Undertow control;

    private Gateway(GracefulShutdownHandler open, Undertow users, Undertow control) {
        this.open = open;
        this.users = users;
        this.control = control;
    }

    /**
     * Starts a gateway in this JVM.
     *
     * @throws IOException if its state cannot be read
     * @throws RuntimeException if a port is taken
     */
    public static Gateway start(GatewayOptions options) throws IOException {
        var upstreams = new Upstreams();
        var weights = new Weights(upstreams, new StateFile(options.state()));
        var proxy = ProxyHandler.builder()
                .setProxyClient(new WeightedClient(upstreams))
                .setMaxRequestTime(LONGEST_REQUEST_MILLIS)
                .setMaxConnectionRetries(2)
                .setRewriteHostHeader(false)
                .setNext(Gateway::nobody)
                .build();
        var open = new GracefulShutdownHandler(proxy);
        var users = listen(options.listen(), open);
        var control = listen(options.control(), new BlockingHandler(new ControlApi(weights, options.secret())));
        control.start();
        users.start();
        return new Gateway(open, users, control);
    }

    private static void nobody(HttpServerExchange request) {
        request.setStatusCode(503).getResponseSender().send("No instance serves at the moment.\n");
    }

    private static Undertow listen(InetSocketAddress address, HttpHandler handler) {
        return Undertow.builder()
                .addHttpListener(address.getPort(), address.getAddress().getHostAddress(), handler)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, LARGEST_REQUEST)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_MILLIS)
                .setIoThreads(2)
                .setWorkerThreads(8)
                .build();
    }

    /** Where users' requests come in. */
    public InetSocketAddress listensAt() {
        return (InetSocketAddress) users.getListenerInfo().get(0).getAddress();
    }

    /** Where the control API listens. */
    public InetSocketAddress isControlledAt() {
        return (InetSocketAddress) control.getListenerInfo().get(0).getAddress();
    }

    /** Takes no new request and lets the open ones end, ten seconds at the most. */
    @Override
    public void close() {
        open.shutdown();
        try {
            open.awaitShutdown(CLOSING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        users.stop();
        control.stop();
    }

    /** Runs a gateway until it is told to stop; see {@link GatewayOptions#USAGE}. */
    public static void main(String... arguments) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        try {
            var gateway = start(GatewayOptions.read(arguments));
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
            System.out.println(
                    "gateway ready listen=" + text(gateway.listensAt()) + " control=" + text(gateway.isControlledAt()));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + GatewayOptions.USAGE);
            System.exit(2);
        } catch (IOException | RuntimeException e) {
            System.err.println("The gateway does not start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
