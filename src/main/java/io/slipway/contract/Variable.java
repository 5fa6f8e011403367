package io.slipway.contract;

import java.util.List;

/**
 * A process variable: its name in models and forms, and the Java type of its value.
 *
 * <p>{@code String} and {@code Boolean} are stored as such; {@link #FINDINGS}, {@link #INSTANCES},
 * {@link #COUNTED} and {@link #CONFIRMED_PLACE} as JSON.
 *
 * <p>Over 150 lines: a name a line.
 */
public record Variable<T>(String name, Class<T> type) {

    // what a release is asked for
    public static final Variable<String> SERVICE = text("service");
    public static final Variable<String> VERSION = text("version");
    public static final Variable<String> ENVIRONMENT = text("environment");
    public static final Variable<String> CHANGE_SUMMARY = text("changeSummary");
    public static final Variable<String> BUSINESS_IMPACT = text("businessImpact");
    /** How the version before gets on with the data if a database changes: the word of a person. */
    public static final Variable<String> DATA_ROLLBACK = text("dataRollback");

    /** The root-cause analysis of what the version mends, if it mends something: the word of a person. */
    public static final Variable<String> ROOT_CAUSE = text("rootCause");

    /** What asks for it if it is scaling or tuning, as {@code signal > number}: the word of a person, to be measured. */
    public static final Variable<String> SCALING_SIGNAL = text("scalingSignal");

    public static final Variable<String> REQUESTED_CLASS = text("requestedClass");

    /** What may be given at the start; anything else is refused. */
    public static final List<Variable<String>> START = List.of(
            SERVICE,
            VERSION,
            ENVIRONMENT,
            CHANGE_SUMMARY,
            BUSINESS_IMPACT,
            DATA_ROLLBACK,
            ROOT_CAUSE,
            SCALING_SIGNAL,
            REQUESTED_CLASS);

    // what a rollback of a confirmed release is asked for, beside service and environment
    /** The version that is confirmed there, and is not to stay. */
    public static final Variable<String> ROLLED_BACK_VERSION = text("rolledBackVersion");
    /** Why it is not to stay: the word of a person. */
    public static final Variable<String> ROLLBACK_REASON = text("rollbackReason");

    /** What may be given at the start of such a rollback; anything else is refused. */
    public static final List<Variable<String>> START_OF_ROLLBACK =
            List.of(SERVICE, ENVIRONMENT, ROLLED_BACK_VERSION, ROLLBACK_REASON);

    /** The key of the release that confirmed the version that is not to stay. */
    public static final Variable<String> ROLLED_BACK_RELEASE = text("rolledBackRelease");

    /** What may be given at the start of a rehearsal; anything else is refused. */
    public static final List<Variable<String>> START_OF_REHEARSAL = List.of(SERVICE, ENVIRONMENT);

    // what a rehearsal of a rollback goes between: what is confirmed there, and what stands in for the new version
    /** The key of the release that confirmed what a rehearsal goes back to. */
    public static final Variable<String> REHEARSED_RELEASE = text("rehearsedRelease");
    /** The key of the release that confirmed the version which stands in for the new one. */
    public static final Variable<String> OTHER_RELEASE = text("otherRelease");

    public static final Variable<String> OTHER_VERSION = text("otherVersion");
    /** SHA-256 of that version. */
    public static final Variable<String> OTHER_DIGEST = text("otherDigest");

    /** Who started the release: the authenticated user. */
    public static final Variable<String> STARTED_BY = text("startedBy");

    /** Whose release it is: an e-mail address, or {@code slipway}; absent: an account without an address. */
    public static final Variable<String> STARTER = text("starter");

    /** Whose word the business impact is: an e-mail address, or {@code slipway}; absent: an account without an address. */
    public static final Variable<String> IMPACT_BY = text("impactBy");

    // what Slipway sets at the start, from the catalog and from what it knows to be confirmed
    public static final Variable<String> CONFIRMED_VERSION = text("confirmedVersion");
    public static final Variable<String> CONFIRMED_DIGEST = text("confirmedDigest");
    /** ISO 8601 duration: how long started instances get before they are looked at. */
    public static final Variable<String> SETTLING_TIME = text("settlingTime");
    /** ISO 8601 duration: the pause between two looks at the traffic. */
    public static final Variable<String> LOOK_INTERVAL = text("lookInterval");

    // what Slipway tells a check of the environment before, from the evidence; absent: nothing is confirmed there
    /** The key of the release that confirmed it. */
    public static final Variable<String> STAGED_RELEASE = text("stagedRelease");
    /** SHA-256 of what it confirmed. */
    public static final Variable<String> STAGED_DIGEST = text("stagedDigest");
    /** ISO 8601 instant: when. */
    public static final Variable<String> STAGED_AT = text("stagedAt");

    // what Slipway tells the check of the history, from the evidence; absent: nothing went wrong there
    /** The key of the last release that had an effect there, if it did not end well. */
    public static final Variable<String> TROUBLED_RELEASE = text("troubledRelease");
    /** How it ended; see {@link ReleaseEnd}. */
    public static final Variable<String> TROUBLED_END = text("troubledEnd");

    // what Slipway tells the check of the rollback plan, from the evidence; absent: no rehearsal has ended there
    /** The key of the rehearsal that ended last where this environment's are. */
    public static final Variable<String> REHEARSAL = text("rehearsal");
    /** ISO 8601 instant: when it ended. */
    public static final Variable<String> REHEARSED_AT = text("rehearsedAt");
    /** ISO 8601 duration: how long it took until the confirmed version had the traffic again; absent: it has not passed. */
    public static final Variable<String> RECOVERED_WITHIN = text("recoveredWithin");

    // what Slipway tells who collects the facts, from the evidence
    /** JSON of the {@link Place} that what is confirmed there was planned for; absent: nothing is, or no evidence says where. */
    public static final Variable<String> CONFIRMED_PLACE = text("confirmedPlace");

    // what Slipway tells a release that is withdrawn, from the evidence
    /** The key of the newer release that has taken its environment; null: none has. */
    public static final Variable<String> NEWER_RELEASE = text("newerRelease");

    // what is found out
    public static final Variable<String> ARTIFACT_DIGEST = text("artifactDigest");
    public static final Variable<String> SOURCE_COMMIT = text("sourceCommit");
    /** Names of {@link ChangeKind}, in the order of the alphabet, with commas. */
    public static final Variable<String> CHANGE_KINDS = text("changeKinds");

    /** What the catalog changes of the target, as the class's reason goes on: empty, or after a colon. */
    public static final Variable<String> TARGET_CHANGES = text("targetChanges");

    // what who collects the facts has compared, for the evidence
    /** Digest of the {@link Place} that the change is for, as the worker's catalog describes it. */
    public static final Variable<String> PLACE_DIGEST = text("placeDigest");
    /** Digest of the {@link #CONFIRMED_PLACE} that it was compared with; absent: with none. */
    public static final Variable<String> CONFIRMED_PLACE_DIGEST = text("confirmedPlaceDigest");

    public static final Variable<String> CHANGE_CLASS = text("changeClass");
    /** The row of {@code classify-change} that made the class, in words. */
    public static final Variable<String> CLASS_REASON = text("classReason");
    /** SHA-256 of the plan, as it stands in the evidence: what people approve. */
    public static final Variable<String> PLAN_HASH = text("planHash");

    /** The shares of the requests, in percent with commas, that the plan gives the version before it gives all; absent: none. */
    public static final Variable<String> SHARES = text("shares");

    public static final Variable<String> TESTS_VERDICT = text("testsVerdict");
    public static final Variable<String> BUILD_VERDICT = text("buildVerdict");
    public static final Variable<String> ENVIRONMENT_VERDICT = text("environmentVerdict");
    public static final Variable<String> HISTORY_VERDICT = text("historyVerdict");
    public static final Variable<String> TARGET_VERDICT = text("targetVerdict");
    public static final Variable<String> STAGING_VERDICT = text("stagingVerdict");
    public static final Variable<String> CALENDAR_VERDICT = text("calendarVerdict");
    public static final Variable<String> MONITORING_VERDICT = text("monitoringVerdict");
    public static final Variable<String> BASELINE_VERDICT = text("baselineVerdict");
    public static final Variable<String> SCHEMA_VERDICT = text("schemaVerdict");
    public static final Variable<String> IMPACT_VERDICT = text("impactVerdict");
    public static final Variable<String> ROLLBACK_PLAN_VERDICT = text("rollbackPlanVerdict");
    public static final Variable<String> CHECKLIST_VERDICT = text("checklistVerdict");
    /** Rules of the {@link ChecklistItem}s that no machine could prove, with commas; {@code none}: every one is proven. */
    public static final Variable<String> OPEN_ITEMS = text("openItems");

    /** Whether the calendar lets the release go on: open, approval or closed. */
    public static final Variable<String> RELEASE_WINDOW = text("releaseWindow");
    /** What {@code release-window} says stands against it, and on which day. */
    public static final Variable<String> WINDOW_REASON = text("windowReason");

    public static final Variable<String> PRESERVATION_VERDICT = text("preservationVerdict");
    public static final Variable<String> BACKUP_VERDICT = text("backupVerdict");
    public static final Variable<String> RESTORE_VERDICT = text("restoreVerdict");
    /** The name of the backup that was made and is not proven yet; null: none was made. */
    public static final Variable<String> BACKUP = text("backup");
    /** SHA-256 of that backup's record. */
    public static final Variable<String> BACKUP_RECORD = text("backupRecord");

    public static final Variable<String> ROLLBACK_PATH_VERDICT = text("rollbackPathVerdict");
    /** What the schema's check found that a rollback does to images and data; absent: it does not say. */
    public static final Variable<String> ROLLBACK_MODE = text("rollbackMode");
    /** Whether the approved plan puts a backup back when it is rolled back, as Slipway tells it from the evidence. */
    public static final Variable<Boolean> RESTORE_PLANNED = flag("restorePlanned");
    /** Whether the database is made of what the version that is brought there knows. */
    public static final Variable<String> DATA_VERDICT = text("dataVerdict");
    /** Whether the database that was set aside for a rehearsal has its place again. */
    public static final Variable<String> RETURN_VERDICT = text("returnVerdict");

    public static final Variable<String> HEALTH_VERDICT = text("healthVerdict");
    public static final Variable<String> KEY_FLOWS_VERDICT = text("keyFlowsVerdict");
    public static final Variable<String> TRAFFIC_VERDICT = text("trafficVerdict");
    public static final Variable<String> WATCH_VERDICT = text("watchVerdict");
    public static final Variable<String> LOGS_VERDICT = text("logsVerdict");
    /** JSON list of findings: rule, verdict, why, facts, phase, at, topic. The newest of each check and rule in each phase. */
    public static final Variable<String> FINDINGS = text("findings");

    // where a phase goes
    /** The phase that is running, as in the findings: {@code prepare}, {@code back-up}, {@code deploy}, … */
    public static final Variable<String> PHASE = text("phase");
    /** The version that the environment is being brought to; absent: to none. */
    public static final Variable<String> GOAL_VERSION = text("goalVersion");

    public static final Variable<String> GOAL_DIGEST = text("goalDigest");
    /** JSON list of {@link Instance}: the copies of the goal, as the target named them. */
    public static final Variable<String> INSTANCES = text("instances");
    /** ISO 8601 instant: when the goal got the traffic. */
    public static final Variable<String> SHIFTED_AT = text("shiftedAt");

    // while two versions are served
    /** How much of the requests the goal has, in percent; absent: nothing yet. */
    public static final Variable<String> SHARE = text("share");
    /** ISO 8601 instant: since when it has that much. */
    public static final Variable<String> SHARED_SINCE = text("sharedSince");
    /** ISO 8601 instant: since when it has any. */
    public static final Variable<String> WIDENED_SINCE = text("widenedSince");
    /** ISO 8601 instant: when a person is asked if nothing is decided until then. */
    public static final Variable<String> ASKED_AT = text("askedAt");
    /** JSON: what was counted of both versions since then. */
    public static final Variable<String> COUNTED = text("counted");
    /** What comes next by what was counted: {@code watch}, {@code widen}, {@code proven}, {@code ask} or {@code stop}. */
    public static final Variable<String> COMPARISON = text("comparison");

    public static final Variable<Boolean> OBSERVATION_ENDED = flag("observationEnded");
    public static final Variable<Boolean> TARGET_UNTOUCHED = flag("targetUntouched");
    public static final Variable<Boolean> TRAFFIC_UNTOUCHED = flag("trafficUntouched");
    public static final Variable<Boolean> ENVIRONMENT_EMPTIED = flag("environmentEmptied");

    /** Whose approval the release needs: {@code none}, or role ids in their order, with commas. */
    public static final Variable<String> APPROVERS = text("approvers");
    /** The row of {@code required-discipline} that says so, in words. */
    public static final Variable<String> DISCIPLINE_REASON = text("disciplineReason");

    // who is asked, and until when (ISO 8601 durations)
    /** Role ids, separated by commas. */
    public static final Variable<String> DECIDING_ROLES = text("decidingRoles");

    /** Role ids, separated by commas: who is told where those who decide cannot be, or do not decide in time. */
    public static final Variable<String> ESCALATION_ROLES = text("escalationRoles");
    /** Role ids, separated by commas: whom news goes to. */
    public static final Variable<String> TOLD_ROLES = text("toldRoles");

    /** E-mail addresses of the people whom news goes to, with commas; absent or empty: nobody has one. */
    public static final Variable<String> RECIPIENTS = text("recipients");

    public static final Variable<String> REMIND_AFTER = text("remindAfter");
    public static final Variable<String> ESCALATE_AFTER = text("escalateAfter");
    public static final Variable<String> LAPSE_AFTER = text("lapseAfter");

    // what people decide
    public static final Variable<String> STOP_DECISION = text("stopDecision");
    public static final Variable<String> STOP_REASON = text("stopReason");
    /** How many rows an orchestrator gives up by having the backup put back: as many as were measured. */
    public static final Variable<String> ACCEPTED_LOSS = text("acceptedLoss");
    /** The business impact, if somebody gives it anew where a release has stopped. */
    public static final Variable<String> STATED_IMPACT = text("statedImpact");
    /** The same for {@link #DATA_ROLLBACK}. */
    public static final Variable<String> STATED_DATA_ROLLBACK = text("statedDataRollback");

    /** The same for {@link #ROOT_CAUSE}. */
    public static final Variable<String> STATED_ROOT_CAUSE = text("statedRootCause");
    /** The same for {@link #SCALING_SIGNAL}. */
    public static final Variable<String> STATED_SCALING_SIGNAL = text("statedScalingSignal");

    public static final Variable<String> APPROVAL_DECISION = text("approvalDecision");
    public static final Variable<String> APPROVAL_REASON = text("approvalReason");

    // what a person attests of the checklist, one variable for each ChecklistItem
    public static final Variable<String> BACKUPS_NOTE = text("backupsNote");
    public static final Variable<String> LOGS_NOTE = text("logsNote");
    public static final Variable<String> BEHAVIOUR_NOTE = text("behaviourNote");
    /** What a decision holds, in the order in which people read it. */
    public static final List<Variable<String>> DECIDED = List.of(
            APPROVAL_DECISION,
            APPROVAL_REASON,
            BACKUPS_NOTE,
            LOGS_NOTE,
            BEHAVIOUR_NOTE,
            STOP_DECISION,
            STOP_REASON,
            ACCEPTED_LOSS,
            STATED_IMPACT,
            STATED_DATA_ROLLBACK,
            STATED_ROOT_CAUSE,
            STATED_SCALING_SIGNAL);

    /** What was attested, in one text, with the account that did, for whoever is asked afterwards. */
    public static final Variable<String> ATTESTED = text("attested");

    /** Which news {@link Topic#NOTIFY_PEOPLE} and {@link Topic#TELL_OTHERS} carry. */
    public static final Variable<String> NEWS = text("news");
    /** Who could not be told, and why, where others are told instead. */
    public static final Variable<String> UNDELIVERED = text("undelivered");

    /** How the release ended; see {@link ReleaseEnd}. */
    public static final Variable<String> OUTCOME = text("outcome");

    private static Variable<String> text(String name) {
        return new Variable<>(name, String.class);
    }

    private static Variable<Boolean> flag(String name) {
        return new Variable<>(name, Boolean.class);
    }
}
