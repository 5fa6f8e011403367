package io.slipway.worker;

import io.slipway.contract.ErrorCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The world did not play along; becomes a failure with one retry less. When none is left it becomes an engine incident, or
 * the BPMN error that the model knows an answer to.
 */
public final class RetryableFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable ErrorCode otherwise;

    /** @param why a sentence for a person: what was tried, on what, what came back, what to do */
    public RetryableFailure(String why, Throwable cause) {
        this(why, cause, null);
    }

    private RetryableFailure(String why, @Nullable Throwable cause, @Nullable ErrorCode otherwise) {
        super(why, cause);
        this.otherwise = otherwise;
    }

    /** The same, with an answer of the model for when no retry is left. */
    public RetryableFailure otherwise(ErrorCode code) {
        return new RetryableFailure(String.valueOf(getMessage()), this, code);
    }

    /** What it becomes when no retry is left; empty: an engine incident. */
    public Optional<ErrorCode> otherwise() {
        return Optional.ofNullable(otherwise);
    }
}
