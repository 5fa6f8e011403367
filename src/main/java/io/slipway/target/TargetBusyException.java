package io.slipway.target;

import java.io.IOException;

/** Another worker is at work on the target for longer than one waits: nothing is known of it now, and will be later. */
public final class TargetBusyException extends IOException {

    private static final long serialVersionUID = 1L;

    TargetBusyException(String message) {
        super(message);
    }
}
