package io.slipway.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

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

    /** Whether users are to be told apart: more than one group has a weight. */
    synchronized boolean hasGroups() {
        return serving().map(Upstreams::group).distinct().count() > 1;
    }

    /** Picks an upstream for one request, which is open from now on; empty if none has a weight. */
    synchronized Optional<Upstream> pick() {
        return pickOf(serving().toList());
    }

    /** The same, of the group that the user's place belongs to: the groups have as many places as they have weight. */
    synchronized Optional<Upstream> pick(int place) {
        var weights = new LinkedHashMap<String, Long>();
        serving()
                .forEach(upstream ->
                        weights.merge(group(upstream), (long) upstream.wish().weight(), Long::sum));
        var total = weights.values().stream().mapToLong(Long::longValue).sum();
        var reached = 0L;
        for (var group : weights.entrySet()) {
            reached += group.getValue();
            if (place * total < reached * Affinity.PLACES) {
                return pickOf(serving()
                        .filter(upstream -> group(upstream).equals(group.getKey()))
                        .toList());
            }
        }
        return Optional.empty();
    }

    private Stream<Upstream> serving() {
        return upstreams.stream().filter(upstream -> upstream.wish().weight() > 0);
    }

    private static String group(Upstream upstream) {
        return upstream.wish().group();
    }

    /** Picks another one for a request whose first could not be reached: of another group if there is one. */
    synchronized Optional<Upstream> pickInsteadOf(Upstream unreachable) {
        unreachable.giveUp();
        return Stream.<Predicate<Upstream>>of(
                        other -> !group(other).equals(group(unreachable)), other -> other != unreachable, other -> true)
                .map(fits -> pickOf(serving().filter(fits).toList()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Upstream> pickOf(List<Upstream> serving) {
        Upstream ahead = null;
        var most = Long.MIN_VALUE;
        var total = 0L;
        for (var upstream : serving) {
            total += upstream.wish().weight();
            var turn = upstream.advance();
            if (turn > most) {
                most = turn;
                ahead = upstream;
            }
        }
        if (ahead == null) {
            return Optional.empty();
        }
        ahead.setBack(total);
        ahead.begin();
        return Optional.of(ahead);
    }

    synchronized void end(Upstream upstream, int status, Duration took) {
        upstream.end(status, took);
    }

    synchronized List<Upstream.View> views() {
        return upstreams.stream().map(Upstream::view).toList();
    }
}
