package io.slipway.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** A BPMN model as SVG, drawn from its own layout, with the parts marked that were reached. */
final class Diagram {

    private static final String DI = "http://www.omg.org/spec/BPMN/20100524/DI";
    private static final String DC = "http://www.omg.org/spec/DD/20100524/DC";

    private final Map<String, Element> elements = new HashMap<>();
    private final Pen pen;

    private Diagram(Set<String> reached) {
        this.pen = new Pen(reached);
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
        return pen.svg();
    }

    private void shape(Element shape) {
        var id = shape.getAttribute("bpmnElement");
        var element = elements.get(id);
        var box = Box.of((Element) shape.getElementsByTagNameNS(DC, "Bounds").item(0));
        if (element == null) {
            return;
        }
        pen.include(box);
        var kind = element.getLocalName();
        var style = pen.style(id, kind.equals("callActivity") || kind.equals("endEvent") ? 3 : 1.5);
        if (kind.endsWith("Event")) {
            pen.circle(box, 0, style);
            if (kind.equals("boundaryEvent") || kind.startsWith("intermediate")) {
                pen.circle(box, 4, style);
            }
            label(shape, element, box);
        } else if (kind.endsWith("Gateway")) {
            pen.diamond(box, style);
            label(shape, element, box);
        } else {
            var open = kind.equals("subProcess");
            pen.rectangle(box, style, open);
            pen.words(element.getAttribute("name"), box.middle(), open ? box.y() + 16 : box.centre(), 15, !open);
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
        pen.include(at);
        pen.words(name, at.middle(), at.y() + 8, Math.max(12, (int) (at.width() / 5)), false);
    }

    private void edge(Element edge) {
        var id = edge.getAttribute("bpmnElement");
        var points = edge.getElementsByTagNameNS("http://www.omg.org/spec/DD/20100524/DI", "waypoint");
        var path = new ArrayList<Box>();
        for (var i = 0; i < points.getLength(); i++) {
            path.add(Box.point((Element) points.item(i)));
        }
        var element = elements.get(id);
        if (element != null && path.size() > 1) {
            path.forEach(pen::include);
            pen.arrow(path, id);
            var end = path.get(path.size() - 1);
            label(edge, element, new Box(end.x() - 40, end.y() - 20, 40, 14));
        }
    }
}
