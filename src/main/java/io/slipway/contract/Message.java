package io.slipway.contract;

/** What somebody outside a release says to it: a fact in the past tense. */
public enum Message {
    WITHDRAWN("release.withdrawn");

    private final String id;

    Message(String id) {
        this.id = id;
    }

    /** The name as the models write it. */
    public String id() {
        return id;
    }
}
