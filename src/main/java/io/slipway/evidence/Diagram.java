package io.slipway.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** A BPMN model as SVG, drawn from its own layout, with the parts marked that were reached. */
final class Diagram {

    private static final String DI = "http://www.omg.org/spec/BPMN/20100524/DI";
    private static final String DC = "http://www.omg.org/spec/DD/20100524/DC";
    private static final int MARGIN = 20;

    private final Map<String, Element> elements = new HashMap<>();
    private final Set<String> reached;
    private final StringBuilder svg = new StringBuilder();
    private double left = Double.MAX_VALUE;
    private double top = Double.MAX_VALUE;
    private double right;
    private double bottom;

    private Diagram(Set<String> reached) {
        this.reached = reached;
    }

    /** An empty text if the model cannot be drawn: the report does without it. */
    static String svg(byte[] model, Set<String> reached) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return new Diagram(reached).draw(factory.newDocumentBuilder().parse(new ByteArrayInputStream(model)));
        } catch (ParserConfigurationException | SAXException | IOException | NumberFormatException e) {
            return "";
        }
    }

    private String draw(Document model) {
        var all = model.getElementsByTagName("*");
        for (var i = 0; i < all.getLength(); i++) {
            var element = (Element) all.item(i);
            elements.put(element.getAttribute("id"), element);
        }
        var shapes = model.getElementsByTagNameNS(DI, "BPMNShape");
        for (var i = 0; i < shapes.getLength(); i++) {
            shape((Element) shapes.item(i));
        }
        var edges = model.getElementsByTagNameNS(DI, "BPMNEdge");
        for (var i = 0; i < edges.getLength(); i++) {
            edge((Element) edges.item(i));
        }
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%.0f %.0f %.0f %.0f\" width=\"%.0f\" role=\"img\">",
                        left - MARGIN,
                        top - MARGIN,
                        right - left + 2 * MARGIN,
                        bottom - top + 2 * MARGIN,
                        right - left + 2 * MARGIN)
                + svg + "</svg>";
    }

    private void shape(Element shape) {
        var id = shape.getAttribute("bpmnElement");
        var element = elements.get(id);
        var box = Box.of((Element) shape.getElementsByTagNameNS(DC, "Bounds").item(0));
        if (element == null) {
            return;
        }
        include(box);
        var kind = element.getLocalName();
        var style = style(id, kind.equals("callActivity") || kind.equals("endEvent") ? 3 : 1.5);
        if (kind.endsWith("Event")) {
            print(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" %s/>",
                    box.middle(), box.centre(), box.width() / 2, style);
            if (kind.equals("boundaryEvent") || kind.startsWith("intermediate")) {
                print(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" %s/>",
                        box.middle(), box.centre(), box.width() / 2 - 4, style);
            }
            label(shape, element, box);
        } else if (kind.endsWith("Gateway")) {
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
            label(shape, element, box);
        } else {
            var open = kind.equals("subProcess");
            print(
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"8\" %s%s/>",
                    box.x(), box.y(), box.width(), box.height(), style, open ? " stroke-dasharray=\"4 4\"" : "");
            words(element.getAttribute("name"), box.middle(), open ? box.y() + 16 : box.centre(), 15, !open);
        }
    }

    private void label(Element shape, Element element, Box box) {
        var labels = shape.getElementsByTagNameNS(DI, "BPMNLabel");
        var name = element.getAttribute("name");
        if (name.isEmpty()) {
            return;
        }
        var at = new Box(box.x() - 20, box.y() + box.height() + 4, box.width() + 40, 14);
        if (labels.getLength() > 0
                && ((Element) labels.item(0))
                                .getElementsByTagNameNS(DC, "Bounds")
                                .item(0)
                        instanceof Element bounds) {
            at = Box.of(bounds);
        }
        include(at);
        words(name, at.middle(), at.y() + 8, Math.max(12, (int) (at.width() / 5)), false);
    }

    private void edge(Element edge) {
        var id = edge.getAttribute("bpmnElement");
        var points = edge.getElementsByTagNameNS("http://www.omg.org/spec/DD/20100524/DI", "waypoint");
        var path = new StringBuilder();
        var last = new double[4];
        for (var i = 0; i < points.getLength(); i++) {
            var point = Box.point((Element) points.item(i));
            last = new double[] {last[2], last[3], point.x(), point.y()};
            path.append(i == 0 ? 'M' : 'L').append(String.format(Locale.ROOT, "%.1f %.1f", point.x(), point.y()));
            include(point);
        }
        print(
                "<path d=\"%s\" %s/>",
                path,
                style(id, 1.5)
                        .replace("fill=\"white\"", "fill=\"none\"")
                        .replaceFirst("fill=\"#e5f4e8\"", "fill=\"none\""));
        var angle = Math.toDegrees(Math.atan2(last[3] - last[1], last[2] - last[0]));
        print(
                "<path d=\"M0 0L-9 -4L-9 4Z\" transform=\"translate(%.1f %.1f) rotate(%.0f)\" fill=\"%s\"/>",
                last[2], last[3], angle, reached.contains(id) ? "#1a7f37" : "#5b6570");
        var element = elements.get(id);
        if (element != null) {
            label(edge, element, new Box(last[2] - 40, last[3] - 20, 40, 14));
        }
    }

    private String style(String id, double width) {
        return reached.contains(id)
                ? String.format(
                        Locale.ROOT,
                        "fill=\"#e5f4e8\" stroke=\"#1a7f37\" stroke-width=\"%.1f\" class=\"reached\" data-id=\"%s\"",
                        width + 1.5,
                        Markup.escape(id))
                : String.format(Locale.ROOT, "fill=\"white\" stroke=\"#5b6570\" stroke-width=\"%.1f\"", width);
    }

    /** Wrapped at a number of letters. */
    private void words(String text, double x, double y, int letters, boolean centred) {
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

    private void include(Box box) {
        left = Math.min(left, box.x());
        top = Math.min(top, box.y());
        right = Math.max(right, box.x() + box.width());
        bottom = Math.max(bottom, box.y() + box.height());
    }

    private void print(String format, @Nullable Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private record Box(double x, double y, double width, double height) {

        static Box of(Element bounds) {
            return new Box(number(bounds, "x"), number(bounds, "y"), number(bounds, "width"), number(bounds, "height"));
        }

        static Box point(Element point) {
            return new Box(number(point, "x"), number(point, "y"), 0, 0);
        }

        private static double number(Element element, String name) {
            return Double.parseDouble(element.getAttribute(name));
        }

        double middle() {
            return x + width / 2;
        }

        double centre() {
            return y + height / 2;
        }
    }
}
