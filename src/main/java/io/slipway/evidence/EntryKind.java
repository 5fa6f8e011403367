package io.slipway.evidence;

import java.util.Locale;

/** What an entry of the chain tells of. */
public enum EntryKind {
    /** A release began: what was asked for, by whom, with which models. */
    START,
    /** The parts of the models that a release came to. */
    STEP,
    /** What will be done, as people approve it: known by its hash. */
    PLAN,
    /** What a check answered about one rule. */
    FINDING,
    /** A worker's answer to one task: done, a BPMN error, or a failure. */
    EFFECT,
    /** What a person decided, or that nobody did in time. */
    DECISION,
    /** A release stopped and asks how to go on. */
    STOP,
    /** How a release ended. */
    END,
    /** An environment was given to a release, or taken back. */
    LEASE,
    /** A permit was issued. */
    PERMIT,
    /** Somebody tried what they may not. */
    REFUSAL,
    /** Slipway deployed the models of its jar. */
    MODELS,
    /** Two people asked for what nobody may do alone, did it, or left it. */
    BREAK_GLASS,
    /** A version of a service was marked bad, or not bad any more. */
    VERSION_MARK,
    /** Something is held after a rollback until a person lifts it, or was lifted. */
    HOLD,
    /** A signature over the chain as it was at the entry before. */
    HEAD;

    /** The name as it stands in the chain. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the chain's head is signed after this. */
    boolean isGate() {
        return this == STOP
                || this == DECISION
                || this == END
                || this == BREAK_GLASS
                || this == VERSION_MARK
                || this == HOLD;
    }

    static EntryKind of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
