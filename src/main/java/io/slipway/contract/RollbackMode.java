package io.slipway.contract;

/** What a rollback does to images and data. */
public enum RollbackMode {
    /** The version before is brought back, and the data stays as the new one made it. */
    IMAGE_ONLY("image-only"),
    /** The version before is brought back, and the database is put back as it was backed up before the new one came. */
    IMAGE_AND_RESTORE("image-and-restore"),
    /** The new version is removed: before it there was none. */
    REMOVE("remove");

    /** The fact of a finding that says it. */
    public static final String FACT = "rollback";

    private final String id;

    RollbackMode(String id) {
        this.id = id;
    }

    /** As plans, findings and variables have it. */
    public String id() {
        return id;
    }
}
