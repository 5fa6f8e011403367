package io.slipway.permit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.contract.ChecklistItem;
import io.slipway.contract.Place;
import io.slipway.contract.ReleaseWindow;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.Fact;
import io.slipway.evidence.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to be in the evidence before a permit is issued; each test leaves out, or spoils, one thing. */
@Tag("NOT-3")
class PermitPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Goal NEW = new Goal("1.1.0", "d".repeat(64));
    private static final Goal OLD = new Goal("1.0.0", "c".repeat(64));
    private static final Place PLACE = place("/srv/shop");
    private static final ReleaseWindow FRIDAY =
            new ReleaseWindow(ReleaseWindow.State.APPROVAL, "The weekend is near: 27th");
    private static final ReleaseWindow FREEZE =
            new ReleaseWindow(ReleaseWindow.State.CLOSED, "A freeze holds: Year's end");

    private Told told = new Told();
    private Instant at = NOW.minus(Duration.ofMinutes(10));
    private Optional<Confirmation> staged = Optional.empty();
    private Optional<Trouble> trouble = Optional.empty();
    private Optional<EndedRehearsal> rehearsed = Optional.empty();
    private Plan plan = planOf(PLACE, NEW, "medium", OLD);
    /** What the calendar says now; null: what it said when the plan was made. */
    private @Nullable ReleaseWindow window;

    private static Plan planOf(Place place, Goal goal, String changeClass, @Nullable Goal back) {
        return Plan.of(place, goal, changeClass, back(back, null), null, ReleaseWindow.ALWAYS);
    }

    private static WayBack back(@Nullable Goal goal, @Nullable String data) {
        return back(goal, data, null);
    }

    private static WayBack back(@Nullable Goal goal, @Nullable String data, @Nullable RehearsalDemand demand) {
        return new WayBack(goal, Duration.ofMinutes(5), null, demand, false, data);
    }

    private static Place place(String root) {
        return new Place(
                "shop",
                "staging",
                JsonNodeFactory.instance.objectNode().put("kind", "process").put("root", root),
                JsonNodeFactory.instance.objectNode().put("kind", "gateway"));
    }

    private void tell(EntryKind kind, String actor, List<Rule> rules, Map<String, ?> body) {
        told.with(at, Fact.of("shop-1", kind, rules, actor, body));
        at = at.plusSeconds(1);
    }

    private void find(Rule rule, String verdict, Goal about) {
        if (rule == Rule.SEC_2) {
            find(Topic.CHECK_BUILD, rule, verdict, about, Map.of());
            find(Topic.CHECK_BASELINE, rule, verdict, about, Map.of());
            return;
        }
        if (rule == Rule.ANTI_6) {
            find(Topic.CHECK_TARGET, rule, verdict, about, Map.of());
            find(Topic.CHECK_HISTORY, rule, verdict, about, Map.of("fix", "none"));
            return;
        }
        if (rule == Rule.BACK_1 || rule == Rule.BACK_3) {
            var by = rule == Rule.BACK_1 ? Topic.PRESERVE_VERSION : Topic.PROVE_ROLLBACK_PATH;
            find(by, rule, verdict, about, Map.of());
            return;
        }
        tell(
                EntryKind.FINDING,
                "slipway-worker",
                List.of(rule),
                Map.of("task", rule.id() + at, "verdict", verdict, "digest", about.digest()));
    }

    private void find(Topic by, Rule rule, String verdict, Goal about, Map<String, String> facts) {
        tell(
                EntryKind.FINDING,
                "slipway-worker",
                List.of(rule),
                Map.of(
                        "task",
                        rule.id() + at,
                        "topic",
                        by.id(),
                        "verdict",
                        verdict,
                        "digest",
                        about.digest(),
                        "facts",
                        facts));
    }

    private void start() {
        tell(
                EntryKind.LEASE,
                "slipway",
                List.of(),
                Map.of("granted", true, "fence", 1, "confirmed", OLD, "confirmedRelease", "shop-0"));
        tell(
                EntryKind.START,
                "maria",
                List.of(),
                Map.of("service", "shop", "environment", "staging", "person", "maria@x.org"));
    }

    private void prepared() {
        start();
        work("dev@x.org", "builder@x.org");
        List.of(
                        Rule.PREP_1,
                        Rule.PREP_2,
                        Rule.PREP_3,
                        Rule.GATE_1,
                        Rule.GATE_2,
                        Rule.GATE_3,
                        Rule.GATE_4,
                        Rule.MON_5,
                        Rule.SEC_1,
                        Rule.SEC_2,
                        Rule.SEC_3,
                        Rule.SEC_5,
                        Rule.SEC_6,
                        Rule.NOT_5,
                        Rule.CHECK_3,
                        Rule.CHECK_5,
                        Rule.CHECK_6,
                        Rule.CHECK_7,
                        Rule.ANTI_1,
                        Rule.ANTI_2,
                        Rule.ANTI_3,
                        Rule.ANTI_5,
                        Rule.ANTI_6)
                .forEach(rule -> find(rule, "pass", NEW));
        find(Topic.CHECK_BASELINE, Rule.SEC_4, "pass", NEW, Map.of());
        find(Topic.CHECK_SCHEMA, Rule.BACK_3, "pass", NEW, Map.of());
        changed("configuration");
        compared(Topic.CHECK_ENVIRONMENT, OLD);
        compared(Topic.CHECK_HISTORY, OLD);
        compared(Topic.CHECK_TARGET, OLD);
        compared(Topic.CHECK_MONITORING, OLD);
        compared(Topic.CHECK_SCHEMA, OLD);
        compared(Topic.CHECK_ROLLBACK_PLAN, OLD);
        compared(Topic.FILL_CHECKLIST, OLD);
        planned();
    }

    private void compared(Topic check, @Nullable Goal confirmed) {
        tell(
                EntryKind.EFFECT,
                "slipway-worker",
                List.of(),
                Map.of(
                        "topic",
                        check.id(),
                        "result",
                        "done",
                        "variables",
                        confirmed == null ? Map.of() : Map.of("confirmedDigest", confirmed.digest())));
    }

    private void changed(String kinds) {
        tell(
                EntryKind.EFFECT,
                "slipway-worker",
                List.of(),
                Map.of("topic", "collect-facts", "result", "done", "variables", Map.of("changeKinds", kinds)));
    }

    private void work(String authors, String signers) {
        tell(
                EntryKind.FINDING,
                "slipway-worker",
                List.of(Rule.ROLE_5),
                Map.of("verdict", "pass", "facts", Map.of("authors", authors, "signers", signers)));
    }

    private void planned() {
        tell(EntryKind.PLAN, "slipway", List.of(), Map.of("hash", plan.hash(), "plan", plan.json()));
    }

    private void backedUp() {
        prepared();
        List.of(Rule.BACK_1, Rule.BACK_3).forEach(rule -> find(rule, "pass", NEW));
        backedUpDatabase("pass", "r1", "pass", "r1");
    }

    private void backedUpDatabase(String made, String record, String restored, String ofRecord) {
        find(Topic.BACK_UP_DATABASE, Rule.BACK_2, made, NEW, Map.of("record", record));
        find(Topic.PROVE_RESTORE, Rule.BACK_2, restored, NEW, Map.of("record", ofRecord));
    }

    private void permit(Topic action, String way) {
        tell(
                EntryKind.PERMIT,
                "slipway-worker",
                List.of(),
                Map.of("action", action.id(), "plan", plan.hash(), "way", way));
    }

    private void decide(String actor, String group, String answer, Plan about) {
        decide(actor, actor + "@x.org", group, answer, about);
    }

    private void decide(String actor, String person, String group, String answer, Plan about) {
        decide(actor, person, answer, about, group, group);
    }

    /** Agrees to the plan, asked as one role. */
    private void decideAs(String actor, String asked, String... groups) {
        decide(actor, actor + "@x.org", "approve", plan, asked, groups);
    }

    private void decide(String actor, String person, String answer, Plan about, String asked, String... groups) {
        tell(
                EntryKind.DECISION,
                actor,
                List.of(),
                Map.of(
                        "decision",
                        "Task_ApproveRelease",
                        "approvalDecision",
                        answer,
                        "person",
                        person,
                        "plan",
                        about.hash(),
                        "groups",
                        List.of(groups),
                        "asked",
                        List.of(asked)));
    }

    private List<String> forward(Topic action) {
        return forward(action, NEW, NOW);
    }

    private List<String> forward(Topic action, Goal goal, Instant now) {
        var current = window == null ? plan : plan.in(window);
        return ForwardPolicy.judge(
                        new ReleaseRecord(told.proofs()),
                        action,
                        Optional.of(goal),
                        Optional.of(current),
                        staged,
                        trouble,
                        rehearsed,
                        now)
                .missing();
    }

    private List<String> back(Topic action, @Nullable Goal goal) {
        return back(action, goal, confirming("shop", OLD));
    }

    /** The evidence of a release that ended confirmed, and of what it was permitted to confirm, if of anything. */
    private static ReleaseRecord confirming(String service, @Nullable Goal permitted) {
        var confirmed = planOf(PLACE, OLD, "medium", null);
        var by = new Told()
                .with(NOW, Fact.of("x", EntryKind.START, List.of(), "maria", asked(service)))
                .with(NOW, Fact.of("x", EntryKind.PLAN, List.of(), "slipway", Map.of("plan", confirmed.json())));
        if (permitted != null) {
            var permit =
                    Map.of("action", "confirm-release", "plan", confirmed.hash(), "way", "forward", "goal", permitted);
            by.with(NOW, Fact.of("x", EntryKind.PERMIT, List.of(), "slipway-worker", permit));
        }
        by.with(NOW, Fact.of("x", EntryKind.END, List.of(), "slipway", Map.of("outcome", "confirmed")));
        return new ReleaseRecord(by.proofs());
    }

    private static Map<String, String> asked(String service) {
        return Map.of("service", service, "environment", "staging");
    }

    private List<String> back(Topic action, @Nullable Goal goal, @Nullable ReleaseRecord by) {
        return BackPolicy.judge(
                        new ReleaseRecord(told.proofs()),
                        action,
                        Optional.ofNullable(goal),
                        Optional.ofNullable(by).flatMap(release -> release.endedConfirmed("shop", "staging")))
                .missing();
    }

    @Test
    void withAllProofsItIsStarted() {
        backedUp();
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Rule.class,
            names = {
                "PREP_1", "PREP_2", "PREP_3", "GATE_1", "GATE_2", "GATE_3", "GATE_4", "MON_5", "SEC_1", "SEC_3",
                "SEC_5", "SEC_6", "NOT_5", "CHECK_5", "ANTI_1", "ANTI_2", "ANTI_3", "ANTI_5", "BACK_1"
            })
    @Tag("PREP-2")
    @Tag("GATE-1")
    @Tag("GATE-2")
    @Tag("MON-5")
    @Tag("SEC-1")
    @Tag("SEC-2")
    @Tag("SEC-3")
    @Tag("SEC-5")
    @Tag("SEC-6")
    @Tag("ANTI-5")
    @Tag("CHECK-5")
    @Tag("NOT-4")
    void everyProofIsNeededAndTheNewestCounts(Rule rule) {
        backedUp();
        for (var verdict : List.of("fail", "unknown", "")) {
            find(rule, verdict, NEW);
            assertThat(forward(Topic.START_INSTANCES))
                    .singleElement()
                    .asString()
                    .contains(rule.id());
        }
        find(rule, "pass", OLD);
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains(rule.id());
        find(rule, "pass", NEW);
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    /** Whoever alters the variable while a check runs chooses what it compares with. */
    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {
                "CHECK_ENVIRONMENT",
                "CHECK_HISTORY",
                "CHECK_TARGET",
                "CHECK_MONITORING",
                "CHECK_SCHEMA",
                "CHECK_ROLLBACK_PLAN",
                "FILL_CHECKLIST"
            })
    @Tag("PREP-3")
    @Tag("ANTI-3")
    @Tag("ANTI-6")
    void aCheckBesideAnotherVersionThanTheConfirmedProvesNothing(Topic check) {
        backedUp();
        for (var wrong : Arrays.asList(NEW, null)) {
            compared(check, wrong);
            assertThat(forward(Topic.START_INSTANCES))
                    .singleElement()
                    .asString()
                    .contains(check.id(), "altered");
            assertThat(forward(Topic.PROVE_ROLLBACK_PATH, OLD, NOW))
                    .singleElement()
                    .asString()
                    .contains(check.id());
        }
        compared(check, OLD);
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    /** Both look at something else: the target and what is brought to it, or a migrated copy and what is live. */
    @ParameterizedTest
    @CsvSource({
        "SEC_2, CHECK_BUILD, CHECK_BASELINE",
        "SEC_2, CHECK_BASELINE, CHECK_BUILD",
        "ANTI_6, CHECK_TARGET, CHECK_HISTORY",
        "ANTI_6, CHECK_HISTORY, CHECK_TARGET",
        "BACK_3, CHECK_SCHEMA, PROVE_ROLLBACK_PATH",
        "BACK_3, PROVE_ROLLBACK_PATH, CHECK_SCHEMA"
    })
    @Tag("SEC-2")
    @Tag("ANTI-6")
    @Tag("BACK-3")
    @Tag("NOT-4")
    void whatTwoChecksAnswerHasToPassByBoth(Rule rule, Topic one, Topic other) {
        backedUp();
        var missing = rule.id() + " has no pass by '" + one.id() + "'";
        for (var verdict : List.of("fail", "unknown", "")) {
            find(one, rule, verdict, NEW, Map.of());
            find(other, rule, "pass", NEW, Map.of());
            assertOnlyMissing(missing);
        }
        find(one, rule, "pass", OLD, Map.of());
        assertOnlyMissing(missing);
        find(one, rule, "pass", NEW, Map.of());
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    /** What listens is asked once instances run; that says nothing of the firewall before them. */
    @Test
    @Tag("SEC-4")
    void theFirewallIsClosedBeforeAnythingIsStarted() {
        backedUp();
        for (var verdict : List.of("fail", "unknown", "")) {
            find(Topic.CHECK_BASELINE, Rule.SEC_4, verdict, NEW, Map.of());
            find(Topic.CHECK_HEALTH, Rule.SEC_4, "pass", NEW, Map.of());
            assertOnlyMissing("SEC-4 has no pass by 'check-baseline'");
        }
    }

    private void assertOnlyMissing(String why) {
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains(why);
    }

    private void stated(Map<String, String> words) {
        var body = new LinkedHashMap<String, Object>(words);
        body.putAll(Map.of("decision", "Task_ResolveStop", "stopDecision", "re-check", "person", "oskar@x.org"));
        tell(EntryKind.DECISION, "oskar", List.of(), body);
    }

    /** What the check was told came from variables: what went wrong, and what is said of it, is in the evidence. */
    @Test
    @Tag("ANTI-6")
    void aFixForProductionHasARootCauseInTheEvidence() {
        backedUp();
        trouble = Optional.of(new Trouble("shop-0.9.0-production-7", "rolled-back"));
        for (var nothing : List.of("", "tbd", "n/a", "-")) {
            stated(Map.of("statedRootCause", nothing));
            assertThat(forward(Topic.START_INSTANCES))
                    .singleElement()
                    .asString()
                    .contains("ANTI-6: shop-0.9.0-production-7", "rolled-back");
        }
        assertThat(forward(Topic.PROVE_ROLLBACK_PATH, OLD, NOW)).hasSize(1);
        trouble = Optional.empty();
        find(Topic.CHECK_HISTORY, Rule.ANTI_6, "pass", NEW, Map.of("fix", "commit abc1234 'fix: it'"));
        assertThat(forward(Topic.START_INSTANCES))
                .singleElement()
                .asString()
                .contains("ANTI-6: its commits say that it is a fix: commit abc1234");
        stated(Map.of("statedRootCause", "the pool held one connection too few"));
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
        trouble = Optional.of(new Trouble("shop-0.9.0-production-7", "stopped"));
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    /** What the check was told came from variables: what changes, and which signal is named, is in the evidence. */
    @Test
    @Tag("NOT-5")
    void scalingIsAskedForByASignalInTheEvidence() {
        for (var kinds : List.of("scaling", "configuration, scaling", "unclear", "")) {
            plan = withData();
            backedUp();
            changed(kinds);
            assertNamed("NOT-5: it may be scaling or tuning, and nobody names");
            stated(Map.of("statedScalingSignal", "tbd"));
            assertNamed("NOT-5: it may be scaling or tuning, and nobody names");
            stated(Map.of("statedScalingSignal", "memory > 3"));
            assertNamed("NOT-5: named is 'memory > 3', but looked at was 'nothing'");
            find(Topic.FILL_CHECKLIST, Rule.NOT_5, "pass", NEW, Map.of("named", "memory > 2"));
            assertNamed("NOT-5: named is 'memory > 3', but looked at was 'memory > 2'");
            find(Topic.FILL_CHECKLIST, Rule.NOT_5, "pass", NEW, Map.of("named", "memory > 3", "changes", "source"));
            assertNamed("but looked at was 'source': somebody altered it");
            find(Topic.FILL_CHECKLIST, Rule.NOT_5, "pass", NEW, Map.of("named", "memory > 3", "changes", shown(kinds)));
            assertThat(forward(Topic.PROVE_ROLLBACK_PATH, OLD, NOW)).isEmpty();
            told = new Told();
        }
    }

    /** What somebody says where nobody knows what changes. */
    private void noScaling(String kinds) {
        stated(Map.of("statedScalingSignal", "no scaling"));
        find(Topic.FILL_CHECKLIST, Rule.NOT_5, "pass", NEW, Map.of("named", "no scaling", "changes", shown(kinds)));
    }

    private static String shown(String kinds) {
        return kinds.isEmpty() ? "nobody knows" : kinds;
    }

    private void assertNamed(String why) {
        assertThat(forward(Topic.PROVE_ROLLBACK_PATH, OLD, NOW))
                .singleElement()
                .asString()
                .contains(why);
    }

    @Test
    void proofsGrowOld() {
        backedUp();
        assertThat(forward(Topic.START_INSTANCES, NEW, NOW.plus(Duration.ofMinutes(4))))
                .isEmpty();
        assertThat(forward(Topic.START_INSTANCES, NEW, NOW.plus(Duration.ofHours(3))))
                .hasSize(3);
        assertThat(forward(Topic.PROVE_ROLLBACK_PATH, OLD, NOW.plus(Duration.ofHours(3))))
                .isEmpty();
        assertThat(forward(Topic.START_INSTANCES, NEW, NOW.plus(Duration.ofHours(5))))
                .hasSize(5)
                .filteredOn(why -> why.contains("BACK-"))
                .hasSize(2);
        assertThat(forward(Topic.START_INSTANCES, NEW, NOW.plus(Duration.ofHours(25))))
                .hasSize(27);
    }

    /** The backup of another day restores as well, and is not what a rollback needs. */
    @Test
    @Tag("BACK-2")
    @Tag("AUTH-5")
    void whereADatabaseMayChangeThisReleasesBackupWasRestored() {
        for (var kinds : List.of("database, source", "source, unclear", "")) {
            told = new Told();
            plan = Plan.of(PLACE, NEW, "medium", back(OLD, "it ignores the new column"), null, ReleaseWindow.ALWAYS);
            backedUp();
            changed(kinds);
            var rest = forward(Topic.START_INSTANCES);
            assertThat(rest).noneMatch(why -> why.contains("BACK-2"));
            for (var verdict : List.of("fail", "unknown", "")) {
                backedUpDatabase(verdict, "r1", "pass", "r1");
                assertThat(forward(Topic.START_INSTANCES))
                        .contains(missing(Topic.BACK_UP_DATABASE))
                        .hasSize(rest.size() + 1);
                backedUpDatabase("pass", "r1", verdict, "r1");
                assertThat(forward(Topic.START_INSTANCES))
                        .contains(missing(Topic.PROVE_RESTORE))
                        .hasSize(rest.size() + 1);
            }
            backedUpDatabase("pass", "r2", "pass", "r1");
            assertThat(forward(Topic.START_INSTANCES))
                    .anyMatch(why -> why.contains("BACK-2: the backup that was restored is not the one"))
                    .hasSize(rest.size() + 1);
            backedUpDatabase("pass", "r2", "pass", "r2");
            assertThat(forward(Topic.START_INSTANCES)).isEqualTo(rest);
            planned();
            assertThat(forward(Topic.START_INSTANCES))
                    .as("proven before the newest plan")
                    .contains(missing(Topic.BACK_UP_DATABASE), missing(Topic.PROVE_RESTORE));
        }
        changed("source");
        assertThat(forward(Topic.START_INSTANCES)).noneMatch(why -> why.contains("BACK-2"));
    }

    @Test
    @Tag("BACK-2")
    void theBackupOfADatabaseGrowsOld() {
        backedUp();
        changed("database");
        assertThat(forward(Topic.START_INSTANCES, NEW, NOW.plus(Duration.ofHours(3))))
                .noneMatch(why -> why.contains("BACK-2"));
        assertThat(forward(Topic.START_INSTANCES, NEW, NOW.plus(Duration.ofHours(5))))
                .contains(missing(Topic.BACK_UP_DATABASE), missing(Topic.PROVE_RESTORE));
    }

    /** A worker whose catalog names none passes with nothing made. */
    @Test
    @Tag("BACK-2")
    @Tag("AUTH-5")
    void whereTheServersCatalogNamesADatabaseItWasBackedUp() {
        for (var named : Arrays.asList("shop", null)) {
            told = new Told();
            var back = new WayBack(OLD, Duration.ofMinutes(5), named, null, false, "it ignores the new column");
            plan = Plan.of(PLACE, NEW, "medium", back, null, ReleaseWindow.ALWAYS);
            backedUp();
            changed("database");
            find(Topic.BACK_UP_DATABASE, Rule.BACK_2, "pass", NEW, Map.of());
            find(Topic.PROVE_RESTORE, Rule.BACK_2, "pass", NEW, Map.of());
            assertThat(forward(Topic.START_INSTANCES).stream()
                            .anyMatch(why -> why.contains("no backup of it was made")))
                    .isEqualTo(named != null);
        }
    }

    private void restores(boolean planned) {
        told = new Told();
        var back = new WayBack(OLD, Duration.ofMinutes(5), "shop", null, planned, "what is new is lost");
        plan = Plan.of(PLACE, NEW, "medium", back, null, ReleaseWindow.ALWAYS);
        backedUp();
        find(Topic.CHECK_SCHEMA, Rule.BACK_3, "pass", NEW, Map.of("rollback", "image-and-restore"));
        find(Topic.PROVE_RESTORE, Rule.BACK_2, "pass", NEW, Map.of("record", "r1", "backup", "b1"));
    }

    /** Workers whose catalog names who restores, and a server whose catalog does not: nobody agreed to that. */
    @Test
    @Tag("BACK-3")
    @Tag("GATE-1")
    void aRollbackThatPutsTheDatabaseBackIsInThePlanThatPeopleAgreeTo() {
        restores(false);
        assertOnlyMissing("BACK-3: a rollback has to put the database back, and the plan does not say so");
        restores(true);
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    private void measured(String verdict, String record) {
        find(Topic.MEASURE_DATA_LOSS, Rule.AUTH_4, verdict, NEW, Map.of("rows", "12", "record", record));
    }

    private void givenUp(String group, String rows, List<String> asked) {
        tell(
                EntryKind.DECISION,
                "oskar",
                List.of(),
                Map.of(
                        "decision",
                        "Task_ResolveStop",
                        "stopDecision",
                        "restore",
                        "acceptedLoss",
                        rows,
                        "groups",
                        List.of(group),
                        "asked",
                        asked));
    }

    private List<String> putBack() {
        var record = new ReleaseRecord(told.proofs());
        var back = BackPolicy.judge(
                record,
                Topic.RESTORE_DATABASE,
                Optional.of(OLD),
                confirming("shop", OLD).endedConfirmed("shop", "staging"));
        return BackPolicy.withData(back, record, Restoration.of(record)).missing();
    }

    /** A rollback of this release, after it has begun. */
    @Test
    @Tag("AUTH-4")
    void aDatabaseIsPutBackOnlyByAnOrchestratorWhoNamesWhatWasMeasuredLast() {
        var both = List.of("debugger", "orchestrator");
        restores(true);
        assertThat(putBack()).singleElement().asString().contains("no orchestrator has decided");
        givenUp("orchestrator", "12", both);
        assertThat(putBack()).as("before it was measured").hasSize(1);
        measured("fail", "r1");
        assertThat(putBack()).as("measured, and not decided").hasSize(1);
        givenUp("orchestrator", "11", both);
        assertThat(putBack()).as("other rows").hasSize(1);
        givenUp("debugger", "12", both);
        assertThat(putBack()).as("somebody else").hasSize(1);
        givenUp("orchestrator", "12", List.of("debugger"));
        assertThat(putBack()).as("not asked as one").hasSize(1);
        givenUp("orchestrator", "12", both);
        assertThat(putBack()).isEmpty();
        measured("unknown", "r1");
        assertThat(putBack()).as("measured anew, and unknown").hasSize(1);
        measured("fail", "r2");
        givenUp("orchestrator", "12", both);
        assertThat(putBack()).as("of another backup").hasSize(1);
        measured("fail", "r1");
        givenUp("orchestrator", "12", both);
        assertThat(putBack()).isEmpty();
        stated(Map.of());
        assertThat(putBack()).as("decided otherwise since").hasSize(1);
    }

    @Test
    @Tag("AUTH-4")
    void nothingIsPutBackWithoutAPlanThatSaysSoAndAProvenBackup() {
        for (var planned : List.of(true, false)) {
            restores(planned);
            measured("fail", "r1");
            givenUp("orchestrator", "12", List.of("orchestrator"));
            assertThat(putBack()).hasSize(planned ? 0 : 1);
        }
        restores(true);
        find(Topic.PROVE_RESTORE, Rule.BACK_2, "fail", NEW, Map.of("record", "r1", "backup", "b1"));
        measured("fail", "r1");
        givenUp("orchestrator", "12", List.of("orchestrator"));
        assertThat(putBack()).singleElement().asString().contains("no backup of it was proven");
    }

    private static String missing(Topic check) {
        return "BACK-2 has no pass by '" + check.id() + "' that counts for this artifact, this plan and this moment";
    }

    /** An alert does not wait until somebody has approved. */
    @Test
    @Tag("GATE-2")
    @Tag("MON-5")
    @Tag("ANTI-5")
    void monitoringIsAskedOnceMoreRightBeforeAnythingIsStarted() {
        backedUp();
        at = at.plus(Duration.ofHours(1));
        assertThat(forward(Topic.START_INSTANCES, NEW, at))
                .hasSize(3)
                .anySatisfy(why -> assertThat(why).contains("GATE-2 has no pass"))
                .anySatisfy(why -> assertThat(why).contains("MON-5 has no pass"))
                .anySatisfy(why -> assertThat(why).contains("ANTI-5 has no pass"));
        List.of(Rule.GATE_2, Rule.MON_5, Rule.ANTI_5).forEach(rule -> find(rule, "pass", NEW));
        assertThat(forward(Topic.START_INSTANCES, NEW, at)).isEmpty();
    }

    @Test
    @Tag("ROLE-1")
    void aNewPlanNeedsNewProofsOfTheWayBack() {
        backedUp();
        plan = planOf(PLACE, NEW, "low", OLD);
        planned();
        assertThat(forward(Topic.START_INSTANCES)).hasSize(2).allSatisfy(why -> assertThat(why)
                .contains("BACK-"));
    }

    @Test
    @Tag("ROLE-1")
    void whatWouldBeDoneNowIsThePlan() {
        backedUp();
        for (var changed : List.of(
                planOf(place("/srv/elsewhere"), NEW, "medium", OLD),
                planOf(PLACE, new Goal("1.1.0", "e".repeat(64)), "medium", OLD),
                planOf(PLACE, NEW, "high", OLD),
                planOf(PLACE, NEW, "medium", NEW))) {
            plan = changed;
            assertThat(forward(Topic.START_INSTANCES)).first().asString().contains("not the plan");
        }
    }

    /** The check's finding is not enough: what it was told came from variables. */
    @Test
    @Tag("ANTI-2")
    void whatComesAfterAnotherEnvironmentIsProvenToBeConfirmedThereForLongEnough() {
        plan = Plan.of(
                PLACE, NEW, "medium", back(OLD, null), new Staging("test", Duration.ofHours(2)), ReleaseWindow.ALWAYS);
        backedUp();
        assertNotStaged("Confirmed in test is nothing");
        staged = Optional.of(new Confirmation("shop-1", OLD, NOW.minus(Duration.ofDays(1))));
        assertNotStaged("Confirmed in test is " + OLD + ", not " + NEW);
        staged = Optional.of(
                new Confirmation("shop-1", NEW, NOW.minus(Duration.ofHours(2)).plusMillis(1)));
        assertNotStaged("has to have been for PT2H");
        staged = Optional.of(new Confirmation("shop-1", NEW, NOW.minus(Duration.ofHours(2))));
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
        assertThat(forward(Topic.PROVE_ROLLBACK_PATH, OLD, NOW)).isEmpty();
    }

    private void assertNotStaged(String why) {
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains(why);
        assertThat(forward(Topic.PROVE_ROLLBACK_PATH, OLD, NOW))
                .singleElement()
                .asString()
                .contains(why);
    }

    @Test
    @Tag("ANTI-2")
    void anotherEnvironmentBeforeOrAnotherTimeThereIsAnotherPlan() {
        backedUp();
        var plans = Stream.of("test/PT1H", "test/PT2H", "other/PT1H")
                .map(text -> text.split("/"))
                .map(text -> Plan.of(
                        PLACE,
                        NEW,
                        "medium",
                        back(OLD, null),
                        new Staging(text[0], Duration.parse(text[1])),
                        ReleaseWindow.ALWAYS))
                .toList();
        assertThat(plans.stream().map(Plan::hash)).doesNotHaveDuplicates();
        plans.forEach(changed -> {
            plan = changed;
            assertThat(forward(Topic.START_INSTANCES)).first().asString().contains("not the plan");
        });
    }

    /** What the check was told came from a variable: the evidence is asked whose word it is. */
    @Test
    @Tag("GATE-4")
    void theBusinessImpactIsTheWordOfSomebodyWhoseChangeItIsNot() {
        backedUp();
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
        work("maria@x.org", "builder@x.org");
        assertNotKnown("maria@x.org");
        work("dev@x.org", "maria@x.org");
        assertNotKnown("maria@x.org");
        state("dora", "dora@x.org");
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
        work("dora@x.org", "builder@x.org");
        assertNotKnown("dora@x.org");
        state("nobody", "");
        assertNotKnown("an account without an e-mail address");
        state("oskar", "oskar@x.org");
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    @Test
    @Tag("GATE-4")
    void forALowChangeAnybodysWordCounts() {
        plan = planOf(PLACE, NEW, "low", OLD);
        backedUp();
        work("maria@x.org", "builder@x.org");
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    /** The newest word counts, and a decision that says nothing of it takes none back. */
    private void state(String actor, String person) {
        for (var words : List.of("a tea shop sells tea", "")) {
            tell(
                    EntryKind.DECISION,
                    actor,
                    List.of(),
                    Map.of(
                            "decision",
                            "Task_ResolveStop",
                            "person",
                            words.isEmpty() ? "" : person,
                            "statedImpact",
                            words));
        }
    }

    private void assertNotKnown(String whose) {
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("GATE-4", whose);
        assertThat(forward(Topic.PROVE_ROLLBACK_PATH, OLD, NOW))
                .singleElement()
                .asString()
                .contains("GATE-4");
    }

    /** A release that was prepared on a Thursday and waits: nobody approved of a Friday. */
    @Test
    @Tag("ANTI-1")
    void whatWaitsIntoAFridayNeedsAPlanThatNamesIt() {
        backedUp();
        window = FRIDAY;
        assertClosed("The weekend is near: 27th", "the plan does not name it", "Check again");
        window = null;
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    @Test
    @Tag("ANTI-1")
    void whatWaitsFromOneReasonIntoAnotherNeedsAnotherApproval() {
        backedUpAndApprovedFor(FRIDAY);
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
        window = new ReleaseWindow(ReleaseWindow.State.APPROVAL, "It is a public holiday: 28th");
        assertClosed("public holiday", "the plan does not name it");
    }

    /** Less stands against it than was approved. */
    @Test
    @Tag("ANTI-1")
    void whatWasApprovedForAFridayMayComeOnAMonday() {
        backedUpAndApprovedFor(FRIDAY);
        window = ReleaseWindow.ALWAYS;
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    @Test
    @Tag("ANTI-1")
    void aFridayNeedsAnApprovalOfThePlanThatNamesItWhateverTheClass() {
        var thursday = plan;
        plan = plan.in(FRIDAY);
        backedUp();
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("release window approval");
        decide("oskar", "orchestrator", "approve", thursday);
        assertThat(forward(Topic.START_INSTANCES))
                .singleElement()
                .asString()
                .contains("nobody decided about this plan");
        decide("maria", "release-manager", "approve", plan);
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("no approval that counts");
        decide("oskar", "orchestrator", "approve", plan);
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    @Test
    @Tag("ANTI-1")
    void aFreezeThatBeginsBeforeTheSwitchStopsThoughItWasApproved() {
        backedUpAndApprovedFor(FRIDAY);
        window = FREEZE;
        assertClosed("A freeze holds: Year's end", "Check again when it is over");
    }

    /** Not even one that was there when the plan was made. */
    @Test
    @Tag("ANTI-1")
    void aPlanThatNamesAFreezeOpensNothing() {
        backedUpAndApprovedFor(FREEZE);
        decideAs("arne", "database-architect", "database-architect");
        assertClosed("A freeze holds");
        window = ReleaseWindow.ALWAYS;
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    private void backedUpAndApprovedFor(ReleaseWindow day) {
        plan = plan.in(day);
        backedUp();
        decide("oskar", "orchestrator", "approve", plan);
    }

    private void assertClosed(String... why) {
        permit(Topic.START_INSTANCES, "forward");
        List.of(Rule.VERI_1, Rule.SEC_4).forEach(rule -> find(rule, "pass", NEW));
        for (var action : List.of(Topic.START_INSTANCES, Topic.SHIFT_TRAFFIC)) {
            assertThat(forward(action))
                    .as(action.id())
                    .singleElement()
                    .asString()
                    .contains("ANTI-1")
                    .contains(why);
        }
        assertThat(forward(Topic.PROVE_ROLLBACK_PATH, OLD, NOW))
                .singleElement()
                .asString()
                .contains(why);
    }

    /** Users have it: to leave them with half of a release, or to keep them from the version before, helps nobody. */
    @ParameterizedTest
    @EnumSource(
            value = ReleaseWindow.State.class,
            names = {"APPROVAL", "CLOSED"})
    @Tag("ANTI-1")
    @Tag("AUTH-4")
    void whatIsBehindTheSwitchGoesToItsEndWhateverTheDayAndTheWayBackIsAlwaysOpen(ReleaseWindow.State state) {
        backedUp();
        permit(Topic.START_INSTANCES, "forward");
        permit(Topic.SHIFT_TRAFFIC, "forward");
        List.of(Rule.VERI_1, Rule.VERI_2, Rule.VERI_3, Rule.MON_2, Rule.MON_3, Rule.SEC_4, Rule.DEPL_2)
                .forEach(rule -> find(rule, "pass", NEW));
        window = new ReleaseWindow(state, "a day on which nothing begins");
        assertThat(forward(Topic.DRAIN_INSTANCES)).isEmpty();
        assertThat(forward(Topic.CONFIRM_RELEASE)).isEmpty();
        assertThat(forward(Topic.SHIFT_TRAFFIC)).isNotEmpty();
        assertThat(back(Topic.SHIFT_TRAFFIC, OLD)).isEmpty();
        assertThat(back(Topic.START_INSTANCES, OLD)).isEmpty();
    }

    @Test
    @Tag("PREP-4")
    void withoutAPlanNothingIsBroughtForward() {
        start();
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("no plan");
    }

    private void assertNotAgreed() {
        assertThat(forward(Topic.START_INSTANCES))
                .singleElement()
                .asString()
                .contains("by backend-specialist and database-architect and orchestrator, one person for each");
    }

    @Test
    @Tag("GATE-3")
    @Tag("ROLE-2")
    void aChangeOfADatabaseNeedsTheDatabaseArchitectAndAnOrchestrator() {
        plan = withData();
        backedUp();
        changed("database, source");
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("nobody decided");
        decideAs("oskar", "orchestrator", "orchestrator");
        assertNotAgreed();
        decideAs("olga", "orchestrator", "orchestrator", "database-architect");
        assertNotAgreed();
        decideAs("arne", "database-architect", "orchestrator");
        assertNotAgreed();
        decideAs("dev", "database-architect", "database-architect");
        assertNotAgreed();
        decideAs("arne", "database-architect", "database-architect", "orchestrator");
        assertNotAgreed();
        attest("bela", Rule.CHECK_7);
        assertNotAgreed();
        attest("bela", Rule.CHECK_3, Rule.CHECK_7);
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    /** The permit asks for the backup itself, and for its restore: a word about it adds nothing. */
    @Test
    @Tag("CHECK-3")
    void ofADatabaseThatSlipwayBacksUpNobodyAttestsTheBackup() {
        var back = new WayBack(OLD, Duration.ofMinutes(5), "shop", null, false, "it ignores the new column");
        plan = Plan.of(PLACE, NEW, "medium", back, null, ReleaseWindow.ALWAYS);
        backedUp();
        changed("database");
        decideAs("oskar", "orchestrator", "orchestrator");
        decideAs("arne", "database-architect", "database-architect");
        assertNotAgreed();
        attest("bela", Rule.CHECK_7);
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
        backedUpDatabase("pass", "r1", "unknown", "r1");
        assertOnlyMissing("BACK-2 has no pass by 'prove-restore'");
    }

    /** Its sources do not say so, and the check that started it does. */
    @Test
    @Tag("GATE-1")
    @Tag("GATE-3")
    @Tag("ROLE-2")
    @Tag("CHECK-3")
    void aMigrationThatHidesInTheStartNeedsThemAsWell() {
        backedUp();
        schema("none");
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
        schema("changed");
        assertThat(forward(Topic.PROVE_ROLLBACK_PATH, OLD, NOW))
                .singleElement()
                .asString()
                .startsWith("GATE-1: a database may change");
        plan = withData();
        backedUp();
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("nobody decided");
        decideAs("oskar", "orchestrator", "orchestrator");
        decideAs("arne", "database-architect", "database-architect");
        attest("bela", Rule.CHECK_7);
        assertNotAgreed();
        attest("bela", Rule.CHECK_3, Rule.CHECK_7);
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
        changed("");
        noScaling("");
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    private void schema(String change) {
        find(Topic.CHECK_SCHEMA, Rule.GATE_3, "pass", NEW, Map.of("change", change));
    }

    @Test
    @Tag("GATE-3")
    @Tag("ROLE-2")
    void onePersonIsNotTwo() {
        plan = withData();
        backedUp();
        changed("database");
        decideAs("arne", "database-architect", "database-architect", "orchestrator");
        decideAs("arne", "orchestrator", "database-architect", "orchestrator");
        attest("bela", Rule.CHECK_3, Rule.CHECK_7);
        assertNotAgreed();
    }

    /** Unknown is never a pass: what nobody knows may be a database. */
    @Test
    @Tag("GATE-3")
    @Tag("CLASS-6")
    void whatChangesHasToBeKnown() {
        plan = withData();
        for (var kinds : List.of("unclear", "source, unclear", "")) {
            backedUp();
            changed(kinds);
            noScaling(kinds);
            assertThat(forward(Topic.START_INSTANCES))
                    .singleElement()
                    .asString()
                    .contains("nobody decided");
        }
        plan = planOf(PLACE, NEW, "medium", OLD);
        backedUp();
        changed("documentation");
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    /** Agrees to the plan as a backend-specialist, with a note about these items of the checklist. */
    private void attest(String actor, Rule... items) {
        var notes = new LinkedHashMap<String, String>();
        for (var item : ChecklistItem.values()) {
            notes.put(item.note().name(), List.of(items).contains(item.rule()) ? "I looked, and it is so" : "");
        }
        var body = new LinkedHashMap<String, Object>(notes);
        body.putAll(Map.of(
                "decision",
                "Task_ApproveRelease",
                "approvalDecision",
                "approve",
                "person",
                actor + "@x.org",
                "plan",
                plan.hash(),
                "groups",
                List.of("backend-specialist", "orchestrator"),
                "asked",
                List.of("backend-specialist")));
        tell(EntryKind.DECISION, actor, List.of(), body);
    }

    private void assertNotAttested(String items) {
        assertThat(forward(Topic.START_INSTANCES))
                .singleElement()
                .asString()
                .containsAnyOf("nobody decided", "of the checklist is to be attested: " + items);
    }

    /** What the program does is the decision of who knows what it should do. */
    @Test
    @Tag("CHECK-7")
    @Tag("ROLE-3")
    @Tag("CLASS-3")
    void aChangeOfTheProgramNeedsABackendSpecialistWhoAttestsIt() {
        for (var kinds : List.of("source", "dependencies", "configuration, source", "infrastructure")) {
            backedUp();
            changed(kinds);
            assertNotAttested("CHECK-7");
            attest("bela");
            assertNotAttested("CHECK-7");
            attest("bela", Rule.CHECK_3, Rule.CHECK_6);
            assertNotAttested("CHECK-7");
            decideAs("oskar", "orchestrator", "orchestrator");
            assertNotAttested("CHECK-7");
            attest("dev", Rule.CHECK_7);
            assertNotAttested("CHECK-7");
            attest("bela", Rule.CHECK_7);
            assertThat(forward(Topic.START_INSTANCES)).isEmpty();
            told = new Told();
        }
    }

    @Test
    @Tag("CHECK-7")
    void aFirstVersionHasNoneBeforeItToFallBehind() {
        plan = planOf(PLACE, NEW, "medium", null);
        backedUp();
        changed("source");
        List.of(
                        Topic.CHECK_ENVIRONMENT,
                        Topic.CHECK_HISTORY,
                        Topic.CHECK_TARGET,
                        Topic.CHECK_MONITORING,
                        Topic.CHECK_SCHEMA,
                        Topic.CHECK_ROLLBACK_PLAN,
                        Topic.FILL_CHECKLIST)
                .forEach(check -> compared(check, null));
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ChecklistItem.class)
    @Tag("CHECK-3")
    @Tag("CHECK-6")
    @Tag("CHECK-8")
    void whatNoMachineHasProvenIsAttested(ChecklistItem item) {
        backedUp();
        for (var verdict : List.of("fail", "unknown", "")) {
            find(item.rule(), verdict, NEW);
            assertNotAttested(item.rule().id());
        }
        decideAs("bela", "backend-specialist", "backend-specialist");
        assertNotAttested(item.rule().id());
        attest("bela", item.rule());
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
        find(item.rule(), "pass", NEW);
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    /** Who attests has had their say; somebody else approves. */
    @Test
    @Tag("CHECK-8")
    @Tag("CLASS-4")
    void whoAttestsDoesNotApproveAsWell() {
        plan = planOf(PLACE, NEW, "high", OLD);
        backedUp();
        changed("source");
        attest("bela", Rule.CHECK_7);
        decideAs("bela", "orchestrator", "backend-specialist", "orchestrator");
        assertNotAttested("CHECK-7");
        decideAs("oskar", "orchestrator", "orchestrator");
        attest("bela", Rule.CHECK_7);
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
    }

    @Test
    @Tag("ROLE-1")
    @Tag("ROLE-5")
    void aHighChangeNeedsAnApprovalThatCounts() {
        plan = planOf(PLACE, NEW, "high", OLD);
        backedUp();
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("nobody decided");
        decide("oskar", "orchestrator", "approve", planOf(PLACE, NEW, "emergency", OLD));
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("nobody decided");
        decide("maria", "orchestrator", "approve", plan);
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("no approval that counts");
        decide("otto", "ops", "approve", plan);
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("no approval that counts");
        decide("dev", "orchestrator", "approve", plan);
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("no approval that counts");
        decide("dora", "builder@x.org", "orchestrator", "approve", plan);
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("no approval that counts");
        decide("oskar", "", "orchestrator", "approve", plan);
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("no approval that counts");
        decide("oskar", "orchestrator", "approve", plan);
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
        assertThat(forward(Topic.START_INSTANCES, NEW, NOW.plus(Duration.ofHours(24))))
                .anySatisfy(why -> assertThat(why).contains("24 hours"));
        decide("oskar", "orchestrator", "reject", plan);
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("no approval that counts");
        decide("oskar", "orchestrator", "approve", plan);
        tell(
                EntryKind.FINDING,
                "slipway-worker",
                List.of(Rule.ROLE_5),
                Map.of("verdict", "unknown", "facts", Map.of("authors", "dev@x.org", "signers", "")));
        assertThat(forward(Topic.START_INSTANCES))
                .satisfiesExactlyInAnyOrder(why -> assertThat(why).contains("GATE-4"), why -> assertThat(why)
                        .contains("whose work"));
    }

    private static Plan withData() {
        return Plan.of(PLACE, NEW, "high", back(OLD, "1.0.0 ignores the new column"), null, ReleaseWindow.ALWAYS);
    }

    /** What the check was told came from variables: the plan that people agree to has to say it. */
    @Test
    @Tag("GATE-1")
    @Tag("ANTI-4")
    void whereADatabaseMayChangeThePlanSaysWhatBecomesOfTheData() {
        for (var kinds : List.of("database", "source, unclear", "")) {
            plan = planOf(PLACE, NEW, "high", OLD);
            backedUp();
            changed(kinds);
            noScaling(kinds);
            assertThat(forward(Topic.START_INSTANCES))
                    .anySatisfy(why -> assertThat(why).startsWith("GATE-1"));
            assertThat(forward(Topic.PROVE_ROLLBACK_PATH, OLD, NOW))
                    .singleElement()
                    .asString()
                    .startsWith("GATE-1");
            plan = withData();
            planned();
            assertThat(forward(Topic.PROVE_ROLLBACK_PATH, OLD, NOW)).isEmpty();
        }
        assertThat(withData().json().path("rollback").toString())
                .contains("\"mode\":\"image-only\"", "\"within\":\"PT5M\"", "1.0.0 ignores the new column");
        assertThat(withData().hash())
                .isNotEqualTo(planOf(PLACE, NEW, "high", OLD).hash());
    }

    @Test
    void aClassThatNobodyKnowsNeedsAnApproval() {
        plan = planOf(PLACE, NEW, "null", OLD);
        backedUp();
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("nobody decided");
    }

    @Test
    void afterAWithdrawalOnlyTheWayBackIsOpen() {
        backedUp();
        tell(EntryKind.DECISION, "maria", List.of(), Map.of("decision", "withdraw"));
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("withdrawn");
        assertThat(back(Topic.ASSESS_STATE, OLD)).isEmpty();
    }

    @Test
    void whatPeoplePutHandOnIsNotBroughtForwardAnyMore() {
        backedUp();
        tell(EntryKind.BREAK_GLASS, "bea", List.of(), Map.of("event", "requested"));
        assertThat(forward(Topic.START_INSTANCES)).isEmpty();
        tell(EntryKind.BREAK_GLASS, "bea", List.of(), Map.of("event", "used"));
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("break-glass");
        assertThat(back(Topic.ASSESS_STATE, OLD)).isEmpty();
    }

    @Test
    void afterTheEndNothingIsDone() {
        backedUp();
        tell(EntryKind.END, "slipway", List.of(), Map.of("outcome", "stopped"));
        assertThat(forward(Topic.START_INSTANCES)).singleElement().asString().contains("ended");
        assertThat(back(Topic.STOP_INSTANCES, OLD)).singleElement().asString().contains("ended");
    }

    @Test
    @Tag("SEC-4")
    void eachStepNeedsThePermitOfTheStepBefore() {
        backedUp();
        assertThat(forward(Topic.SHIFT_TRAFFIC)).singleElement().asString().contains("never permitted");
        permit(Topic.START_INSTANCES, "back");
        assertThat(forward(Topic.SHIFT_TRAFFIC)).singleElement().asString().contains("never permitted");
        find(Rule.VERI_1, "pass", NEW);
        find(Rule.SEC_4, "pass", NEW);
        permit(Topic.START_INSTANCES, "forward");
        assertThat(forward(Topic.SHIFT_TRAFFIC)).hasSize(2);
        find(Rule.SEC_4, "pass", NEW);
        assertThat(forward(Topic.SHIFT_TRAFFIC)).singleElement().asString().contains("VERI-1");
        find(Rule.VERI_1, "pass", NEW);
        find(Rule.SEC_4, "fail", NEW);
        assertThat(forward(Topic.SHIFT_TRAFFIC)).singleElement().asString().contains("SEC-4");
        find(Rule.SEC_4, "pass", NEW);
        assertThat(forward(Topic.SHIFT_TRAFFIC)).isEmpty();
        assertThat(forward(Topic.DRAIN_INSTANCES)).isNotEmpty();
        permit(Topic.SHIFT_TRAFFIC, "forward");
        assertThat(forward(Topic.DRAIN_INSTANCES)).isEmpty();
        assertThat(forward(Topic.CONFIRM_RELEASE)).hasSize(7);
        List.of(Rule.VERI_1, Rule.VERI_2, Rule.VERI_3, Rule.MON_2, Rule.MON_3, Rule.SEC_4, Rule.DEPL_2)
                .forEach(rule -> find(rule, "pass", NEW));
        assertThat(forward(Topic.CONFIRM_RELEASE)).isEmpty();
    }

    private void widening() {
        plan = plan.widening(new Widening(
                List.of(10, 50), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1), 0.001));
        backedUp();
        permit(Topic.START_INSTANCES, "forward");
        find(Rule.VERI_1, "pass", NEW);
        find(Rule.SEC_4, "pass", NEW);
        find(Rule.VERI_3, "pass", NEW);
    }

    private void look(String watched, String compared) {
        find(Topic.WATCH_MONITORING, Rule.DEPL_2, watched, NEW, Map.of());
        find(Topic.WATCH_MONITORING, Rule.ANTI_5, watched, NEW, Map.of());
        find(Topic.COMPARE_VERSIONS, Rule.CHECK_7, compared, NEW, Map.of());
    }

    private void resolve(String answer, String asked, String... groups) {
        tell(
                EntryKind.DECISION,
                "oskar",
                List.of(),
                Map.of(
                        "decision",
                        "Task_ResolveStop",
                        "stopDecision",
                        answer,
                        "groups",
                        List.of(groups),
                        "asked",
                        List.of(asked)));
    }

    @Test
    @Tag("CHECK-7")
    void whereThePlanSaysStepByStepAllOfTheTrafficNeedsAComparisonThatPassedSinceTheLastShare() {
        widening();
        find(Rule.VERI_3, "fail", NEW);
        assertThat(forward(Topic.SHIFT_SHARE)).singleElement().asString().startsWith("VERI-3");
        find(Rule.VERI_3, "pass", NEW);
        assertThat(forward(Topic.SHIFT_SHARE)).isEmpty();
        assertThat(forward(Topic.SHIFT_TRAFFIC)).hasSize(2).anyMatch(why -> why.contains("'shift-share'"));
        look("pass", "pass");
        assertThat(forward(Topic.SHIFT_TRAFFIC)).as("before it had any share").isNotEmpty();
        permit(Topic.SHIFT_SHARE, "forward");
        assertThat(forward(Topic.SHIFT_TRAFFIC)).hasSize(3).anyMatch(why -> why.startsWith("CHECK-7"));
        look("pass", "unknown");
        assertThat(forward(Topic.SHIFT_TRAFFIC)).singleElement().asString().startsWith("CHECK-7");
        look("pass", "pass");
        assertThat(forward(Topic.SHIFT_TRAFFIC)).isEmpty();
        permit(Topic.SHIFT_SHARE, "forward");
        assertThat(forward(Topic.SHIFT_TRAFFIC)).as("of the share before").isNotEmpty();
        look("pass", "pass");
        find(Rule.CHECK_7, "pass", NEW);
        look("unknown", "pass");
        assertThat(forward(Topic.SHIFT_TRAFFIC))
                .hasSize(2)
                .allMatch(why -> why.startsWith("DEPL-2") || why.startsWith("ANTI-5"));
    }

    @Test
    @Tag("CHECK-7")
    void whatTheChecklistFoundIsNoComparison() {
        widening();
        permit(Topic.SHIFT_SHARE, "forward");
        look("pass", "unknown");
        find(Topic.FILL_CHECKLIST, Rule.CHECK_7, "pass", NEW, Map.of());

        assertThat(forward(Topic.SHIFT_TRAFFIC)).singleElement().asString().startsWith("CHECK-7");
    }

    @Test
    @Tag("GATE-5")
    void whatWasFoundToBeWorseGetsNoMore() {
        widening();
        permit(Topic.SHIFT_SHARE, "forward");
        look("pass", "unknown");
        assertThat(forward(Topic.SHIFT_SHARE)).isEmpty();
        look("pass", "fail");
        assertThat(forward(Topic.SHIFT_SHARE)).singleElement().asString().contains("it gets no more");
        resolve("go-on", "orchestrator", "orchestrator");
        assertThat(forward(Topic.SHIFT_TRAFFIC)).singleElement().asString().startsWith("CHECK-7");
    }

    @Test
    @Tag("GATE-5")
    void whatIsNotDecidedGoesOnOnlyByAnOrchestratorWhoSawWhatWasFoundLast() {
        widening();
        permit(Topic.SHIFT_SHARE, "forward");
        resolve("go-on", "orchestrator", "orchestrator");
        look("pass", "unknown");
        assertThat(forward(Topic.SHIFT_TRAFFIC)).as("decided before").isNotEmpty();
        resolve("re-check", "orchestrator", "orchestrator");
        assertThat(forward(Topic.SHIFT_TRAFFIC)).isNotEmpty();
        resolve("go-on", "orchestrator", "release-manager");
        assertThat(forward(Topic.SHIFT_TRAFFIC)).isNotEmpty();
        resolve("go-on", "release-manager", "orchestrator");
        assertThat(forward(Topic.SHIFT_TRAFFIC)).isNotEmpty();
        resolve("go-on", "orchestrator", "orchestrator");
        assertThat(forward(Topic.SHIFT_TRAFFIC)).isEmpty();
        find(Topic.WATCH_MONITORING, Rule.DEPL_2, "unknown", NEW, Map.of());
        assertThat(forward(Topic.SHIFT_TRAFFIC)).singleElement().asString().startsWith("DEPL-2");
    }

    @Test
    void aPlanThatGivesTheTrafficAllAtOnceKnowsNoShares() {
        backedUp();
        permit(Topic.START_INSTANCES, "forward");
        find(Rule.VERI_1, "pass", NEW);
        find(Rule.SEC_4, "pass", NEW);
        find(Rule.VERI_3, "pass", NEW);
        assertThat(forward(Topic.SHIFT_SHARE)).singleElement().asString().contains("all at once");
    }

    @Test
    void theSharesArePartOfThePlanThatPeopleApprove() {
        widening();
        var planned = plan;
        plan = plan.widening(
                new Widening(List.of(90), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1), 0.001));
        assertThat(plan.hash()).isNotEqualTo(planned.hash());
        assertThat(forward(Topic.SHIFT_SHARE)).anyMatch(why -> why.contains("is not the plan"));
    }

    @Test
    @Tag("GATE-5")
    void goingOnIsAskedOnlyWhileAVersionHasAShareAndNothingIsAgainstIt() {
        widening();
        look("pass", "unknown");
        assertThat(isOpen()).isFalse();
        permit(Topic.SHIFT_SHARE, "forward");
        assertThat(isOpen()).isTrue();
        look("pass", "fail");
        assertThat(isOpen()).isFalse();
        look("pass", "unknown");
        permit(Topic.START_INSTANCES, "back");
        assertThat(isOpen()).as("it is being taken back").isFalse();
    }

    private boolean isOpen() {
        return Comparisons.isOpen(new ReleaseRecord(told.proofs()));
    }

    @Test
    void theWayBackGoesOnlyToWhatTheEvidenceSaysWasConfirmed() {
        start();
        assertThat(back(Topic.START_INSTANCES, OLD)).isEmpty();
        assertThat(back(Topic.START_INSTANCES, NEW)).singleElement().asString().contains("confirmed here");
        assertThat(back(Topic.STOP_INSTANCES, null)).singleElement().asString().contains("confirmed here");
        assertThat(back(Topic.START_INSTANCES, OLD, null))
                .singleElement()
                .asString()
                .contains("No release");
        assertThat(back(Topic.START_INSTANCES, OLD, confirming("mail", OLD)))
                .singleElement()
                .asString()
                .contains("No release");
    }

    @Test
    void whatEndedConfirmedWithoutAPermitToConfirmItIsNotProven() {
        start();
        assertThat(back(Topic.START_INSTANCES, OLD, confirming("shop", null)))
                .singleElement()
                .asString()
                .contains("No release");
        assertThat(back(Topic.START_INSTANCES, OLD, confirming("shop", NEW)))
                .singleElement()
                .asString()
                .contains("No release");
    }

    @Test
    void aVersionOfAnotherNameIsNotThePlans() {
        backedUp();
        assertThat(forward(Topic.START_INSTANCES, new Goal("9.9.9", NEW.digest()), NOW))
                .singleElement()
                .asString()
                .contains("The plan is about");
    }

    @Test
    void onlyWhatWasPermittedToBeConfirmedCanBe() {
        backedUp();
        assertThat(new ReleaseRecord(told.proofs()).confirmable()).isEmpty();
        tell(
                EntryKind.PERMIT,
                "slipway-worker",
                List.of(),
                Map.of("action", "confirm-release", "plan", plan.hash(), "way", "forward", "goal", NEW));
        assertThat(new ReleaseRecord(told.proofs()).confirmable()).hasValue(NEW);
        tell(EntryKind.BREAK_GLASS, "bea", List.of(), Map.of("event", "used"));
        assertThat(new ReleaseRecord(told.proofs()).confirmable()).isEmpty();
    }

    @Test
    @Tag("NOT-2")
    @Tag("NOT-4")
    void nothingIsPermittedThatHasNoWayBackOfItsOwn() {
        var inverse = new LinkedHashMap<Topic, Topic>();
        inverse.put(Topic.START_INSTANCES, Topic.STOP_INSTANCES);
        inverse.put(Topic.STOP_INSTANCES, Topic.START_INSTANCES);
        inverse.put(Topic.SHIFT_SHARE, Topic.SHIFT_TRAFFIC);
        inverse.put(Topic.SHIFT_TRAFFIC, Topic.SHIFT_TRAFFIC);
        inverse.put(Topic.DRAIN_INSTANCES, Topic.SHIFT_TRAFFIC);
        inverse.put(Topic.CONFIRM_RELEASE, Topic.START_INSTANCES);
        inverse.put(Topic.PROVE_ROLLBACK_PATH, Topic.PROVE_ROLLBACK_PATH);
        // what it replaces is set aside, and takes its place again in the same way
        inverse.put(Topic.RESTORE_DATABASE, Topic.RESTORE_DATABASE);
        inverse.put(Topic.ASSESS_STATE, Topic.ASSESS_STATE);
        inverse.put(Topic.ASSESS_TRAFFIC, Topic.ASSESS_TRAFFIC);
        backedUp();
        for (var rehearsed : List.of(Topic.REHEARSE_RESTORE, Topic.RETURN_DATABASE)) {
            assertThat(inverse).as("each is the other's, in a rehearsal").doesNotContainKey(rehearsed);
        }
        Arrays.stream(Topic.values())
                .filter(action -> !inverse.containsKey(action))
                .forEach(action -> {
                    assertThat(forward(action)).singleElement().asString().contains("no step forward");
                    assertThat(back(action, OLD)).singleElement().asString().contains("no step back");
                });
    }

    /** A rollback of a confirmed release is no rehearsal: what it puts back is given up, and an orchestrator decides. */
    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"REHEARSE_RESTORE", "RETURN_DATABASE"})
    @Tag("NOT-3")
    void noRollbackMovesADatabaseAsARehearsalDoes(Topic step) {
        var back = new Return(new Confirmation("shop-2", NEW, NOW), new Confirmation("shop-1", OLD, NOW));
        var record = new ReleaseRecord(told.proofs());
        assertThat(BackPolicy.judge(record, step, Optional.of(OLD), back).missing())
                .singleElement()
                .asString()
                .contains("no step back");
        assertThat(BackPolicy.judge(record, Topic.START_INSTANCES, Optional.of(OLD), back)
                        .missing())
                .isEmpty();
    }

    @Test
    @Tag("BACK-3")
    void noRehearsalPutsBackWhatNoEvidenceProves() {
        var allowed = new Judgement(Judgement.BACK, List.of(), Map.of(), List.of());
        assertThat(BackPolicy.rehearsingData(allowed, Optional.empty()).missing())
                .singleElement()
                .asString()
                .contains("no backup of it was proven");
        assertThat(BackPolicy.rehearsingData(allowed, Optional.of(new Restoration("b", "r")))
                        .missing())
                .isEmpty();
    }

    private void planWithRehearsal(String changeClass) {
        var demand = new RehearsalDemand("staging", Duration.ofDays(30), Duration.ofDays(7));
        plan = Plan.of(PLACE, NEW, changeClass, back(OLD, "it ignores it", demand), null, ReleaseWindow.ALWAYS);
    }

    private static Optional<EndedRehearsal> rehearsal(Duration ago, @Nullable Duration recovered) {
        return Optional.of(new EndedRehearsal("shop-7", NOW.minus(ago), Optional.ofNullable(recovered)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Topic.class,
            names = {"PROVE_ROLLBACK_PATH", "START_INSTANCES"})
    @Tag("ROLL-4")
    @Tag("GATE-1")
    void withoutARehearsalThatCountsNothingIsStarted(Topic step) {
        planWithRehearsal("medium");
        backedUp();
        var about = step == Topic.PROVE_ROLLBACK_PATH ? OLD : NEW;
        assertThat(forward(step, about, NOW))
                .singleElement()
                .asString()
                .contains("GATE-1", "ROLL-4", "no rollback of shop has been rehearsed in staging yet");
        rehearsed = rehearsal(Duration.ofDays(1), null);
        assertThat(forward(step, about, NOW)).singleElement().asString().contains("shop-7", "did not pass");
        rehearsed = rehearsal(Duration.ofDays(30), Duration.ofSeconds(3));
        assertThat(forward(step, about, NOW))
                .singleElement()
                .asString()
                .contains("was at 2026-10-25T12:00:00Z", "until 2026-11-24T12:00:00Z");
        rehearsed = rehearsal(Duration.ofDays(29), Duration.ofSeconds(3));
        assertThat(forward(step, about, NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"high", "emergency"})
    @Tag("ROLL-4")
    void whatRisksMoreNeedsAYoungerRehearsal(String changeClass) {
        planWithRehearsal(changeClass);
        backedUp();
        rehearsed = rehearsal(Duration.ofDays(7), Duration.ofSeconds(3));
        assertThat(forward(Topic.PROVE_ROLLBACK_PATH, OLD, NOW))
                .singleElement()
                .asString()
                .contains("counted for PT168H, until 2026-11-24T12:00:00Z");
        rehearsed = rehearsal(Duration.ofDays(6), Duration.ofSeconds(3));
        assertThat(forward(Topic.PROVE_ROLLBACK_PATH, OLD, NOW)).isEmpty();
    }

    @Test
    @Tag("ROLL-4")
    void whatRemovesHasNothingToRehearse() {
        var demand = new RehearsalDemand("staging", Duration.ofDays(30), Duration.ofDays(7));
        plan = Plan.of(PLACE, NEW, "medium", back(null, null, demand), null, ReleaseWindow.ALWAYS);
        assertThat(plan.rehearsal()).isEmpty();
    }
}
