package io.slipway.contract;

import java.util.List;

/** The processes, by the id that their model has. */
public enum ProcessKey {
    RELEASE("release"),
    PREPARE_RELEASE("prepare-release"),
    OBTAIN_APPROVALS("obtain-approvals"),
    ASK_APPROVAL("ask-approval"),
    BACK_UP_RELEASE("back-up-release"),
    DEPLOY_RELEASE("deploy-release"),
    WIDEN_TRAFFIC("widen-traffic"),
    LOOK_AT_VERSION("look-at-version"),
    VERIFY_RELEASE("verify-release"),
    ROLL_BACK_RELEASE("roll-back-release"),
    REHEARSE_ROLLBACK("rehearse-rollback"),
    ESCALATE_STOP("escalate-stop");

    private final String id;

    ProcessKey(String id) {
        this.id = id;
    }

    /**
     * Those that take an environment when they are started by somebody, and not called by another process: each such process
     * instance has a key, a lease and evidence of its own.
     */
    private static final List<ProcessKey> OF_THEIR_OWN = List.of(RELEASE, ROLL_BACK_RELEASE, REHEARSE_ROLLBACK);

    /** The ids of those that take an environment when somebody starts them. */
    public static String[] idsOfTheirOwn() {
        return OF_THEIR_OWN.stream().map(ProcessKey::id).toArray(String[]::new);
    }

    /** Whether a process of this id is one of them. */
    public static boolean isOfItsOwn(String id) {
        return OF_THEIR_OWN.stream().anyMatch(own -> own.id().equals(id));
    }

    /** The name as the models write it. */
    public String id() {
        return id;
    }
}
