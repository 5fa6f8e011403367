package io.slipway.target;

import java.io.IOException;

/** What is to be written does not go onto the disk, and nothing of it is half written. */
public final class NoRoomException extends IOException {

    private static final long serialVersionUID = 1L;

    NoRoomException(String why) {
        super(why);
    }
}
