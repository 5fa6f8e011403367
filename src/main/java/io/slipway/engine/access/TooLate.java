package io.slipway.engine.access;

import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.exception.NullValueException;

/**
 * Somebody decided what somebody else had decided a moment before. The engine says so as an error of its own, like any
 * other.
 */
final class TooLate {

    static final String WHY = "This is not to be decided any more: somebody else has just decided it, or its time ran"
            + " out. Look at the release again";

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    /** How the engine's REST interface begins what it says about a task that was to be claimed or completed. */
    private static final Pattern OF_A_TASK =
            Pattern.compile("(Cannot (complete task|submit task form)|Cannot find task).*");

    private TooLate() {}

    /** 404 if the task was gone already, 409 if it went in the same moment; empty if it is about something else. */
    static OptionalInt status(Throwable thrown) {
        var ofATask = false;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            var message = String.valueOf(cause.getMessage());
            ofATask |= OF_A_TASK.matcher(message.lines().findFirst().orElse("")).matches();
            if (ofATask && cause instanceof OptimisticLockingException) {
                return OptionalInt.of(CONFLICT);
            }
            if (cause instanceof NullValueException && message.startsWith("Cannot find task with id")) {
                return OptionalInt.of(NOT_FOUND);
            }
        }
        return OptionalInt.empty();
    }
}
