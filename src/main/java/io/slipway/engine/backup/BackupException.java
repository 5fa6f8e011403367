package io.slipway.engine.backup;

import org.jspecify.annotations.Nullable;

/** A backup cannot be made, or is none that can be gone on with; the message says why. */
final class BackupException extends Exception {

    private static final long serialVersionUID = 1L;

    BackupException(String why) {
        super(why);
    }

    BackupException(String why, @Nullable Throwable cause) {
        super(why, cause);
    }
}
