package io.slipway.evidence;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws SVG, as large as what is drawn. */
final class Pen {

    private static final int MARGIN = 20;

    private final Set<String> reached;
    private final StringBuilder svg = new StringBuilder();
    private double left = Double.MAX_VALUE;
    private double top = Double.MAX_VALUE;
    private double right;
    private double bottom;

    Pen(Set<String> reached) {
        this.reached = reached;
    }

    String svg() {
        var width = right - left + 2 * MARGIN;
        var opening = String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%.0f %.0f %.0f %.0f\" width=\"%.0f\" role=\"img\">",
                left - MARGIN,
                top - MARGIN,
                width,
                bottom - top + 2 * MARGIN,
                width);
        return opening + svg + "</svg>";
    }

    String style(String id, double width) {
        return reached.contains(id)
                ? String.format(
                        Locale.ROOT,
                        "fill=\"#e5f4e8\" stroke=\"#1a7f37\" stroke-width=\"%.1f\" class=\"reached\" data-id=\"%s\"",
                        width + 1.5,
                        Markup.escape(id))
                : String.format(Locale.ROOT, "fill=\"white\" stroke=\"#5b6570\" stroke-width=\"%.1f\"", width);
    }

    void circle(Box box, int inset, String style) {
        print(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" %s/>",
                box.middle(), box.centre(), box.width() / 2 - inset, style);
    }

    void diamond(Box box, String style) {
        print(
                "<path d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fL%.1f %.1fZ\" %s/>",
                box.middle(),
                box.y(),
                box.x() + box.width(),
                box.centre(),
                box.middle(),
                box.y() + box.height(),
                box.x(),
                box.centre(),
                style);
    }

    void rectangle(Box box, String style, boolean dotted) {
        print(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"8\" %s%s/>",
                box.x(), box.y(), box.width(), box.height(), style, dotted ? " stroke-dasharray=\"4 4\"" : "");
    }

    void arrow(List<Box> points, String id) {
        var path = new StringBuilder();
        for (var point : points) {
            path.append(path.isEmpty() ? 'M' : 'L');
            path.append(String.format(Locale.ROOT, "%.1f %.1f", point.x(), point.y()));
        }
        print("<path d=\"%s\" %s/>", path, style(id, 1.5).replaceFirst("fill=\"[^\"]*\"", "fill=\"none\""));
        var end = points.get(points.size() - 1);
        var before = points.get(points.size() - 2);
        print(
                "<path d=\"M0 0L-9 -4L-9 4Z\" transform=\"translate(%.1f %.1f) rotate(%.0f)\" fill=\"%s\"/>",
                end.x(),
                end.y(),
                Math.toDegrees(Math.atan2(end.y() - before.y(), end.x() - before.x())),
                reached.contains(id) ? "#1a7f37" : "#5b6570");
    }

    /** Wrapped at a number of letters. */
    void words(String text, double x, double y, int letters, boolean centred) {
        var lines = text.isEmpty()
                ? new String[0]
                : text.replaceAll("(.{1," + letters + "})(?:\\s+|$)", "$1\n")
                        .strip()
                        .split("\n");
        var from = y + 4 - (centred ? (lines.length - 1) * 6.5 : 0);
        for (var i = 0; i < lines.length; i++) {
            print(
                    "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\" text-anchor=\"middle\">%s</text>",
                    x, from + i * 13, Markup.escape(lines[i]));
        }
    }

    void include(Box box) {
        left = Math.min(left, box.x());
        top = Math.min(top, box.y());
        right = Math.max(right, box.x() + box.width());
        bottom = Math.max(bottom, box.y() + box.height());
    }

    private void print(String format, @Nullable Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
