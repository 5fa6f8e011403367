package io.slipway.gateway;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.proxy.ProxyCallback;
import io.undertow.server.handlers.proxy.ProxyClient;
import io.undertow.server.handlers.proxy.ProxyConnection;
import io.undertow.util.AttachmentKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request to one upstream by weight, while there are groups to one of the user's group, and sees to it that its end is
 * counted.
 */
final class WeightedClient implements ProxyClient {

    private static final AttachmentKey<Upstream> CHOSEN = AttachmentKey.create(Upstream.class);

    private final Upstreams upstreams;

    WeightedClient(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    private record Target(ProxyClient connections, @Nullable ProxyTarget inner) implements ProxyTarget {}

    /** Also asked again when the first one could not be reached: then an answer is worth more than the same version. */
    @Override
    public @Nullable ProxyTarget findTarget(HttpServerExchange exchange) {
        var unreachable = exchange.removeAttachment(CHOSEN);
        var picked = unreachable == null ? pickFor(exchange) : upstreams.pickInsteadOf(unreachable);
        picked.ifPresent(upstream -> exchange.putAttachment(CHOSEN, upstream));
        if (unreachable == null) {
            var began = System.nanoTime();
            exchange.addExchangeCompleteListener((ended, next) -> {
                var upstream = ended.getAttachment(CHOSEN);
                if (upstream != null) {
                    upstreams.end(upstream, ended.getStatusCode(), Duration.ofNanos(System.nanoTime() - began));
                }
                next.proceed();
            });
        }
        return picked.map(upstream -> target(upstream.connections(), exchange)).orElse(null);
    }

    private Optional<Upstream> pickFor(HttpServerExchange exchange) {
        return upstreams.hasGroups() ? upstreams.pick(Affinity.place(exchange)) : upstreams.pick();
    }

    private static Target target(ProxyClient connections, HttpServerExchange exchange) {
        return new Target(connections, connections.findTarget(exchange));
    }

    @Override
    public void getConnection(
            ProxyTarget target,
            HttpServerExchange exchange,
            ProxyCallback<ProxyConnection> callback,
            long timeout,
            TimeUnit unit) {
        var chosen = (Target) target;
        chosen.connections().getConnection(chosen.inner(), exchange, callback, timeout, unit);
    }
}
