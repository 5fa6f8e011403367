package io.slipway.contract;

/** The processes, by the id that their model has. */
public enum ProcessKey {
    RELEASE("release"),
    PREPARE_RELEASE("prepare-release"),
    OBTAIN_APPROVALS("obtain-approvals"),
    ASK_APPROVAL("ask-approval"),
    BACK_UP_RELEASE("back-up-release"),
    DEPLOY_RELEASE("deploy-release"),
    VERIFY_RELEASE("verify-release"),
    ROLL_BACK_RELEASE("roll-back-release"),
    ESCALATE_STOP("escalate-stop");

    private final String id;

    ProcessKey(String id) {
        this.id = id;
    }

    /** The name as the models write it. */
    public String id() {
        return id;
    }
}
