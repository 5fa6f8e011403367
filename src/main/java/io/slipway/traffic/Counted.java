package io.slipway.traffic;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.slipway.contract.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of a new version and of the confirmed one at the same time, span by span, out of counters that only grow. As
 * the variable {@link io.slipway.contract.Variable#COUNTED} holds it. Pure.
 *
 * @param until when the last span ended
 * @param totals how far each counter was then, by share
 * @param spans in their order
 */
record Counted(
        @JsonProperty(required = true) Instant until,
        @JsonProperty(required = true) Map<String, Total> totals,
        @JsonProperty(required = true) List<Span> spans) {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    /**
     * How far the counters of a share are.
     *
     * @param goal whether it is the new version's
     * @param since when counting began
     */
    record Total(boolean goal, Instant since, Side side) {}

    /** Requests, and how many of them were bad and slow. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"requests", "bad", "slow"})
    record Side(long requests, long bad, long slow) {

        static final Side NONE = new Side(0, 0, 0);

        static Side of(Upstream upstream, Duration slow) {
            return new Side(upstream.requests(), upstream.bad(), upstream.slowerThan(slow));
        }

        Side plus(Side more) {
            return new Side(requests + more.requests, bad + more.bad, slow + more.slow);
        }

        Side minus(Side less) {
            return new Side(requests - less.requests, bad - less.bad, slow - less.slow);
        }

        private boolean hasGrownFrom(Side before) {
            return requests >= before.requests && bad >= before.bad && slow >= before.slow;
        }
    }

    /**
     * What both answered in the same time.
     *
     * @param share how much of the requests the new version was to have, in percent
     * @param goal the new version's; null: not known
     * @param others the confirmed one's; null: not known
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"share", "goal", "others"})
    record Span(int share, @Nullable Side goal, @Nullable Side others) {}

    Counted {
        totals = Map.copyOf(totals);
        spans = List.copyOf(spans);
    }

    /** Begins to count, at what the counters say now. */
    static Counted begin(List<Upstream> serving, List<Instance> goal, Duration slow, Instant now) {
        return new Counted(now, totals(serving, goal, slow), List.of());
    }

    /**
     * One span more. A side is not known if a counter of it is gone or was begun anew, or if one has come that was not there: a
     * version that is counted in part is not counted.
     *
     * @param share how much of the requests the new version was to have in it
     */
    Counted look(List<Upstream> serving, List<Instance> goal, Duration slow, int share, Instant now) {
        var next = totals(serving, goal, slow);
        var more = new ArrayList<>(spans);
        more.add(new Span(share, grown(next, true), grown(next, false)));
        return new Counted(now, next, more);
    }

    private @Nullable Side grown(Map<String, Total> next, boolean ofGoal) {
        var sum = Side.NONE;
        for (var entry : next.entrySet()) {
            var now = entry.getValue();
            var before = totals.get(entry.getKey());
            if (now.goal() != ofGoal) {
                continue;
            }
            if (before == null
                    || !before.since().equals(now.since())
                    || !now.side().hasGrownFrom(before.side())) {
                return null;
            }
            sum = sum.plus(now.side().minus(before.side()));
        }
        var isGone = totals.entrySet().stream()
                .anyMatch(before -> before.getValue().goal() == ofGoal && !next.containsKey(before.getKey()));
        return isGone ? null : sum;
    }

    private static Map<String, Total> totals(List<Upstream> serving, List<Instance> goal, Duration slow) {
        var totals = new TreeMap<String, Total>();
        serving.forEach(upstream -> totals.put(
                upstream.id(), new Total(upstream.isOneOf(goal), upstream.since(), Side.of(upstream, slow))));
        return totals;
    }

    String write() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalArgumentException if it is something else */
    static Counted read(String json) {
        try {
            return JSON.readValue(json, Counted.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not what was counted of two versions: " + e.getOriginalMessage(), e);
        }
    }
}
