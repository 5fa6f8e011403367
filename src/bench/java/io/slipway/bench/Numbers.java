package io.slipway.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Percentiles, written for people. */
final class Numbers {

    private Numbers() {}

    static double percentile(List<Double> values, int percent) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        var sorted = values.stream().sorted().toList();
        var index = (int) Math.ceil(sorted.size() * percent / 100.0) - 1;
        return sorted.get(Math.max(index, 0));
    }

    /** Three digits of it are enough. */
    static String millis(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        return value < 10
                ? String.format(Locale.ROOT, "%.1f ms", value)
                : value < 10_000
                        ? String.format(Locale.ROOT, "%.0f ms", value)
                        : String.format(Locale.ROOT, "%.1f s", value / 1000);
    }

    /** The median, and below which 95 of 100 lie. */
    static String middle(List<Double> values) {
        return millis(percentile(values, 50)) + " / " + millis(percentile(values, 95));
    }

    static Duration setting(String name, Duration otherwise) {
        return Duration.parse(System.getProperty("bench." + name, otherwise.toString()));
    }

    static int setting(String name, int otherwise) {
        return Integer.getInteger("bench." + name, otherwise);
    }
}
