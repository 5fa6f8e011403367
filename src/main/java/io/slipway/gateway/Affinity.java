package io.slipway.gateway;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.CookieImpl;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where a user stands among all users, so that they keep their version while two are served: a number from 0 to below
 * {@link #PLACES}, in a cookie that ends with the browser. The groups share the places in their order; one that is first and
 * only grows takes users over, and gives none back.
 *
 * <p>It is drawn by chance and says nothing about anybody. Who sends none gets one; who keeps none is somebody else each time.
 */
final class Affinity {

    static final int PLACES = 10_000;

    private static final String COOKIE = "slipway-place";

    private Affinity() {}

    /** The user's place: as they say, else a new one, which they are told. */
    static int place(HttpServerExchange request) {
        var said = request.getRequestCookie(COOKIE);
        if (said != null && said.getValue().matches("\\d{1,4}")) {
            return Integer.parseInt(said.getValue());
        }
        var place = ThreadLocalRandom.current().nextInt(PLACES);
        request.setResponseCookie(new CookieImpl(COOKIE, Integer.toString(place))
                .setPath("/")
                .setHttpOnly(true)
                .setSameSiteMode("Lax"));
        return place;
    }
}
