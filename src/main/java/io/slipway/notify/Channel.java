package io.slipway.notify;

import java.io.IOException;

/** A way to tell people. */
interface Channel {

    /** As people call it. */
    String name();

    /**
     * Delivers it. Whoever gets the same news twice can tell that they are the same.
     *
     * @throws IOException if it is not known to be delivered; the message says what was tried, on what, what came back and
     *     what to do
     */
    void deliver(News news) throws IOException;
}
