package io.slipway.evidence;

import org.w3c.dom.Element;

/** Where something is drawn. */
record Box(double x, double y, double width, double height) {

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
