package io.slipway.gateway;

import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One upstream: its connections, and what was counted since it got its weight. Guarded by {@link Upstreams}. */
final class Upstream {

    /** Upper bounds of the latency's buckets; one more bucket has none. */
    private static final long[] BOUNDS = {5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000};

    /** A connection that idles longer is not used again: the upstream may close it at any moment. */
    private static final int LONGEST_IDLE_MILLIS = 1000;

    private static final int CONNECTIONS = 200;

    private volatile LoadBalancingProxyClient connections;
    private Wish wish;
    private Instant since = Instant.now();
    private final long[] latency = new long[BOUNDS.length + 1];
    private int inFlight;
    private long requests;
    private long clientErrors;
    private long serverErrors;
    private long failed;
    /** Smooth weighted round robin: grows by the weight each turn, whoever is ahead is picked and set back. */
    private long turn;

    Upstream(Wish wish) {
        this.wish = wish;
        this.connections = connectionsTo(wish.address());
    }

    private static LoadBalancingProxyClient connectionsTo(String address) {
        return new LoadBalancingProxyClient()
                .setConnectionsPerThread(CONNECTIONS)
                .setSoftMaxConnectionsPerThread(0)
                .setTtl(LONGEST_IDLE_MILLIS)
                .setMaxQueueSize(1000)
                .setProblemServerRetry(1)
                .addHost(URI.create("http://" + address));
    }

    /** One bucket of the histogram; the last one has no upper bound. */
    record Bucket(@Nullable Long upToMillis, long count) {}

    /** What the control API says of an upstream. */
    record View(
            String id,
            String address,
            int weight,
            int inFlight,
            long requests,
            long clientErrors,
            long serverErrors,
            long failed,
            Instant since,
            List<Bucket> latency) {}

    Wish wish() {
        return wish;
    }

    LoadBalancingProxyClient connections() {
        return connections;
    }

    /**
     * A new weight. One that had none begins to count anew, over new connections: the instance may have been started
     * again meanwhile, and a request sent over a connection to the old one would fail.
     */
    void become(Wish next) {
        if (wish.weight() == 0 && next.weight() > 0) {
            connections = connectionsTo(next.address());
            since = Instant.now();
            java.util.Arrays.fill(latency, 0);
            requests = clientErrors = serverErrors = failed = 0;
        }
        if (next.weight() == 0) {
            turn = 0;
        }
        wish = next;
    }

    long advance() {
        turn += wish.weight();
        return turn;
    }

    void setBack(long total) {
        turn -= total;
    }

    void begin() {
        inFlight++;
    }

    void giveUp() {
        inFlight--;
    }

    /** 502, 503 and 504 count as not answered: the gateway says so itself when it gets no answer. */
    void end(int status, Duration took) {
        inFlight--;
        requests++;
        if (status >= 502 && status <= 504) {
            failed++;
        } else if (status >= 500) {
            serverErrors++;
        } else if (status >= 400) {
            clientErrors++;
        }
        var bucket = 0;
        while (bucket < BOUNDS.length && took.toNanos() > BOUNDS[bucket] * 1_000_000) {
            bucket++;
        }
        latency[bucket]++;
    }

    View view() {
        var buckets = new ArrayList<Bucket>();
        for (var i = 0; i < latency.length; i++) {
            buckets.add(new Bucket(i < BOUNDS.length ? BOUNDS[i] : null, latency[i]));
        }
        return new View(
                wish.id(),
                wish.address(),
                wish.weight(),
                inFlight,
                requests,
                clientErrors,
                serverErrors,
                failed,
                since,
                buckets);
    }
}
