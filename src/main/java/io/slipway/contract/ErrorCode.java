package io.slipway.contract;

/** Results that a part of a release could not reach. */
public enum ErrorCode {
    NOT_PREPARED("not-prepared"),
    NOT_APPROVED("not-approved"),
    NOT_BACKED_UP("not-backed-up"),
    NOT_PERMITTED("not-permitted"),
    BEHAVES_UNEXPECTEDLY("behaves-unexpectedly"),
    ROLLBACK_FAILED("rollback-failed"),
    NOT_TOLD("not-told");

    private final String id;

    ErrorCode(String id) {
        this.id = id;
    }

    /** The name as the models write it. */
    public String id() {
        return id;
    }
}
