package io.slipway.contract;

import java.util.Arrays;

/** The groups that people (and the technical accounts of programs) are in. */
public enum Role {
    RELEASE_MANAGER("release-manager"),
    ORCHESTRATOR("orchestrator"),
    DATABASE_ARCHITECT("database-architect"),
    BACKEND_SPECIALIST("backend-specialist"),
    DEBUGGER("debugger"),
    OPS("ops"),
    /** Two of them together may do what nobody may. */
    BREAK_GLASS("break-glass"),
    SLIPWAY_WORKER("slipway-worker"),
    /** Alertmanager, which brings Slipway's own alert back. */
    SLIPWAY_ALERTS("slipway-alerts");

    private final String id;

    Role(String id) {
        this.id = id;
    }

    /** The name as the models write it. */
    public String id() {
        return id;
    }

    /** Whether a program has it, by a secret, and no person ever. */
    public boolean isTechnical() {
        return this == SLIPWAY_WORKER || this == SLIPWAY_ALERTS;
    }

    /** Whether this is the name of a technical one, which is that of its account as well. */
    public static boolean isTechnical(String name) {
        return Arrays.stream(values()).anyMatch(role -> role.isTechnical() && role.id.equals(name));
    }
}
