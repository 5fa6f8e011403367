package io.slipway.contract;

/** The groups that people (and the technical account of the workers) are in. */
public enum Role {
    RELEASE_MANAGER("release-manager"),
    ORCHESTRATOR("orchestrator"),
    DATABASE_ARCHITECT("database-architect"),
    BACKEND_SPECIALIST("backend-specialist"),
    DEBUGGER("debugger"),
    OPS("ops"),
    /** Two of them together may do what nobody may. */
    BREAK_GLASS("break-glass"),
    SLIPWAY_WORKER("slipway-worker");

    private final String id;

    Role(String id) {
        this.id = id;
    }

    /** The name as the models write it. */
    public String id() {
        return id;
    }
}
