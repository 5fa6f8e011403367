package shop;

import java.util.Map;
import java.util.TreeMap;

/** Counts requests, and tells them in Prometheus' text format. */
final class Metrics {

    private static final double[] BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1};

    private final Map<String, Long> requests = new TreeMap<>();
    private final long[] buckets = new long[BOUNDS.length];
    private double seconds;
    private long count;

    synchronized void count(String path, int status, long nanos) {
        requests.merge("path=\"" + path.replaceAll("[^a-z/]", "_") + "\",status=\"" + status + "\"", 1L, Long::sum);
        double took = nanos / 1e9;
        for (int i = 0; i < BOUNDS.length; i++) {
            if (took <= BOUNDS[i]) {
                buckets[i]++;
            }
        }
        seconds += took;
        count++;
    }

    synchronized String text() {
        StringBuilder text = new StringBuilder("# TYPE shop_requests_total counter\n");
        requests.forEach((labels, n) -> text.append("shop_requests_total{")
                .append(labels)
                .append("} ")
                .append(n)
                .append('\n'));
        text.append("# TYPE shop_request_seconds histogram\n");
        for (int i = 0; i < BOUNDS.length; i++) {
            text.append("shop_request_seconds_bucket{le=\"")
                    .append(BOUNDS[i])
                    .append("\"} ")
                    .append(buckets[i])
                    .append('\n');
        }
        text.append("shop_request_seconds_bucket{le=\"+Inf\"} ").append(count).append('\n');
        text.append("shop_request_seconds_sum ").append(seconds).append('\n');
        text.append("shop_request_seconds_count ").append(count).append('\n');
        return text.toString();
    }
}
