package io.slipway.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * All upstreams. Picking one for a request and counting the request as open is one step, and so is a new list: whoever
 * sees no open request on an upstream without weight knows that none will come.
 */
final class Upstreams {

    private List<Upstream> upstreams = List.of();

    /**
     * Makes the list what there is. An upstream whose id and address stay keeps its connections and counts.
     *
     * @throws IllegalArgumentException if an id comes twice
     */
    synchronized void become(List<Wish> wishes) {
        var ids = new HashSet<String>();
        var next = new ArrayList<Upstream>();
        for (var wish : wishes) {
            if (!ids.add(wish.id())) {
                throw new IllegalArgumentException("'id' " + wish.id() + " comes twice");
            }
            var kept = upstreams.stream()
                    .filter(u -> u.wish().id().equals(wish.id())
                            && u.wish().address().equals(wish.address()))
                    .findFirst();
            kept.ifPresent(upstream -> upstream.become(wish));
            next.add(kept.orElseGet(() -> new Upstream(wish)));
        }
        upstreams = List.copyOf(next);
    }

    /** Picks an upstream for one request, which is open from now on; empty if none has a weight. */
    synchronized Optional<Upstream> pick() {
        Upstream ahead = null;
        var most = Long.MIN_VALUE;
        var total = 0L;
        for (var upstream : upstreams) {
            if (upstream.wish().weight() > 0) {
                total += upstream.wish().weight();
                var turn = upstream.advance();
                if (turn > most) {
                    most = turn;
                    ahead = upstream;
                }
            }
        }
        if (ahead == null) {
            return Optional.empty();
        }
        ahead.setBack(total);
        ahead.begin();
        return Optional.of(ahead);
    }

    synchronized void giveUp(Upstream upstream) {
        upstream.giveUp();
    }

    synchronized void end(Upstream upstream, int status, Duration took) {
        upstream.end(status, took);
    }

    synchronized List<Upstream.View> views() {
        return upstreams.stream().map(Upstream::view).toList();
    }
}
