package io.slipway.worker;

import io.slipway.contract.ErrorCode;

/** The result cannot be reached, and the model knows what then: becomes a BPMN error. */
public final class BusinessStop extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** @param why a sentence for a person: what was tried, on what, what came back, what to do */
    public BusinessStop(ErrorCode code, String why) {
        super(why);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
