package io.slipway.contract;

/** What external tasks ask workers for: the kebab-case of the task's label. */
public enum Topic {
    COLLECT_FACTS("collect-facts"),
    CHECK_TESTS("check-tests"),
    CHECK_BUILD("check-build"),
    CHECK_ENVIRONMENT("check-environment"),
    CHECK_HISTORY("check-history"),
    CHECK_TARGET("check-target"),
    CHECK_STAGING("check-staging"),
    CHECK_CALENDAR("check-calendar"),
    CHECK_MONITORING("check-monitoring"),
    CHECK_BASELINE("check-baseline"),
    CHECK_SCHEMA("check-schema"),
    CHECK_IMPACT("check-impact"),
    CHECK_ROLLBACK_PLAN("check-rollback-plan"),
    FILL_CHECKLIST("fill-checklist"),
    PRESERVE_VERSION("preserve-version"),
    BACK_UP_DATABASE("back-up-database"),
    PROVE_RESTORE("prove-restore"),
    PROVE_ROLLBACK_PATH("prove-rollback-path"),
    START_INSTANCES("start-instances"),
    CHECK_HEALTH("check-health"),
    SHIFT_SHARE("shift-share"),
    COMPARE_VERSIONS("compare-versions"),
    SHIFT_TRAFFIC("shift-traffic"),
    DRAIN_INSTANCES("drain-instances"),
    STOP_INSTANCES("stop-instances"),
    CHECK_KEY_FLOWS("check-key-flows"),
    WATCH_MONITORING("watch-monitoring"),
    JUDGE_TRAFFIC("judge-traffic"),
    CHECK_LOGS("check-logs"),
    ASSESS_STATE("assess-state"),
    ASSESS_TRAFFIC("assess-traffic"),
    MEASURE_DATA_LOSS("measure-data-loss"),
    RESTORE_DATABASE("restore-database"),
    REHEARSE_RESTORE("rehearse-restore"),
    RETURN_DATABASE("return-database"),
    CONFIRM_RELEASE("confirm-release"),
    NOTIFY_PEOPLE("notify-people"),
    TELL_OTHERS("tell-others");

    private final String id;

    Topic(String id) {
        this.id = id;
    }

    /** The name as the models write it. */
    public String id() {
        return id;
    }
}
