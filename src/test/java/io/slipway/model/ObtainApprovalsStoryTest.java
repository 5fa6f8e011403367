package io.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ProcessKey;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is asked, in which order, for how long, and what each of them is told. */
class ObtainApprovalsStoryTest {

    @RegisterExtension
    static final ProcessEngineCoverageExtension ENGINE = Models.walkedWholly(ProcessKey.OBTAIN_APPROVALS);

    private static final String OPEN = "CHECK-6, CHECK-7";
    private static final String PROVEN = "none";
    private static final Duration AN_APPROVAL_COUNTS = Duration.ofHours(24);

    private Story story = untold();

    @BeforeEach
    void deploy() {
        Models.deploy(ENGINE.getProcessEngine());
        story = untold();
    }

    private static Story untold() {
        return new Story(ENGINE.getProcessEngine());
    }

    private void release(String kinds, String openItems) {
        release(kinds, openItems, Map.of());
    }

    private void release(String kinds, String openItems, Map<String, Object> more) {
        story = untold();
        story.answer(Topic.COLLECT_FACTS, Variable.CHANGE_KINDS, kinds)
                .answer(Topic.FILL_CHECKLIST, Variable.CHECKLIST_VERDICT, "pass", Variable.OPEN_ITEMS, openItems)
                .start(ProcessKey.RELEASE, Map.copyOf(more));
    }

    private void approve() {
        story.decide(Variable.APPROVAL_DECISION, "approve");
    }

    private void assertObtained() {
        assertThat(story.ends(ProcessKey.OBTAIN_APPROVALS)).containsExactly("EndEvent_ApprovalsObtained");
        assertThat(story.ends(ProcessKey.PREPARE_RELEASE)).containsExactly("EndEvent_ReleasePrepared");
        assertThat(story.worked()).contains("preserve-version");
    }

    private void assertMissing(int asked) {
        assertThat(story.ends(ProcessKey.ASK_APPROVAL).stream().filter(end -> !end.equals("EndEvent_PeopleNotified")))
                .hasSize(asked)
                .endsWith("EndEvent_ApprovalRefused");
        assertThat(story.ends(ProcessKey.OBTAIN_APPROVALS)).containsExactly("EndEvent_ApprovalMissing");
        assertThat(story.ends(ProcessKey.PREPARE_RELEASE)).containsExactly("EndEvent_ReleaseNotApproved");
        assertThat(story.worked()).doesNotContain("preserve-version");
    }

    @Test
    @Tag("CHECK-8")
    @Tag("ROLE-3")
    @Tag("CLASS-3")
    void whatNoMachineProvedABackendSpecialistAttests() {
        release("source", OPEN);
        assertThat(story.value(Variable.CHANGE_CLASS)).isEqualTo("medium");
        assertThat(story.asked()).containsExactly("backend-specialist");
        assertThat(story.worked()).endsWith("notify-people");
        assertThat(story.value(Variable.ESCALATION_ROLES)).isEqualTo("orchestrator,ops");
        assertThat(story.shown(Variable.OPEN_ITEMS)).isEqualTo(OPEN);
        assertThat(story.shown(Variable.ATTESTED)).isNull();
        assertThat(String.valueOf(story.shown(Variable.DISCIPLINE_REASON))).contains("backend-specialist", "CHECK-8");
        approve();
        assertObtained();
    }

    @Test
    @Tag("CLASS-2")
    @Tag("CLASS-3")
    @Tag("CHECK-8")
    void whereEveryItemIsProvenNobodyIsAsked() {
        release("documentation", PROVEN);
        assertThat(story.value(Variable.CHANGE_CLASS)).isEqualTo("low");
        assertObtained();
        release("source", PROVEN);
        assertThat(story.value(Variable.CHANGE_CLASS)).isEqualTo("medium");
        assertObtained();
    }

    @Test
    @Tag("CHECK-8")
    void whatIsNotKnownToBeProvenIsAsked() {
        for (var unclear : List.of("", "None", " none", "none, CHECK-7", "nothing", "[]", OPEN)) {
            release("documentation", unclear);
            assertThat(story.asked()).as("open: '%s'", unclear).containsExactly("backend-specialist");
        }
        story = untold();
        story.answer(Topic.FILL_CHECKLIST, Variable.CHECKLIST_VERDICT, "pass").start(ProcessKey.RELEASE, Map.of());
        assertThat(story.shown(Variable.OPEN_ITEMS)).isNull();
        assertThat(story.asked()).containsExactly("backend-specialist");
    }

    @Test
    @Tag("ROLE-3")
    @Tag("CHECK-8")
    void whatTheBackendSpecialistRejectsNobodyElseIsAskedAbout() {
        release("database", OPEN);
        assertThat(story.asked()).containsExactly("backend-specialist");
        story.decide(Variable.APPROVAL_DECISION, "reject");
        assertMissing(1);
    }

    @Test
    @Tag("CHECK-8")
    void aChecklistThatNobodyAttestsInTimeIsNotAttested() {
        release("source", OPEN);
        story.due("BoundaryEvent_ApprovalLapsed");
        assertMissing(1);
    }

    @Test
    @Tag("ROLE-3")
    @Tag("ROLE-2")
    @Tag("ROLE-1")
    @Tag("CHECK-8")
    void everybodyIsAskedInTurnAndSeesWhatWasAttested() {
        release("database, source", OPEN);
        assertThat(story.asked()).containsExactly("backend-specialist");
        story.decide(Variable.APPROVAL_DECISION, "approve", Variable.ATTESTED, "CHECK-6: read them, by berta");
        for (var role : List.of("database-architect", "orchestrator")) {
            assertThat(story.asked()).containsExactly(role);
            assertThat(story.shown(Variable.ATTESTED)).isEqualTo("CHECK-6: read them, by berta");
            assertThat(story.shown(Variable.OPEN_ITEMS)).isEqualTo(OPEN);
            approve();
        }
        assertObtained();
    }

    @Test
    @Tag("GATE-3")
    @Tag("ROLE-2")
    @Tag("CLASS-4")
    void aChangeOfADatabaseAsksTheDatabaseArchitectAndThenTheOrchestrator() {
        release("database, source", PROVEN);
        assertThat(story.asked()).containsExactly("database-architect");
        assertThat(story.value(Variable.ESCALATION_ROLES)).isEqualTo("orchestrator,ops");
        assertThat(story.shown(Variable.ATTESTED)).isNull();
        approve();
        assertThat(story.worked()).doesNotContain("preserve-version");
        assertThat(story.asked()).containsExactly("orchestrator");
        assertThat(story.shown(Variable.ATTESTED)).isNull();
        approve();
        assertObtained();
    }

    @Test
    @Tag("GATE-3")
    @Tag("ROLE-2")
    void whatTheDatabaseArchitectRefusesNoOrchestratorIsAsked() {
        release("database", PROVEN);
        story.decide(Variable.APPROVAL_DECISION, "reject");
        assertMissing(1);
    }

    @Test
    @Tag("ROLE-1")
    void whatTheOrchestratorRefusesIsNotApprovedWhoeverApprovedItBefore() {
        release("database", OPEN);
        approve();
        approve();
        story.decide(Variable.APPROVAL_DECISION, "reject");
        assertMissing(3);
    }

    /** The first approval has to count still when the last one is given. */
    @Test
    @Tag("ROLE-1")
    @Tag("AUTH-7")
    void whoIsAskedBeforeOthersHasLessTimeSoThatEveryApprovalCountsAtTheEnd() {
        assertTimes("infrastructure", PROVEN, "PT24H");
        assertTimes("infrastructure", OPEN, "PT7H30M", "PT16H");
        assertTimes("database", PROVEN, "PT7H30M", "PT7H30M");
        assertTimes("database", OPEN, "PT7H30M", "PT7H30M", "PT7H30M");
        assertTimes("source", OPEN, "PT7H30M");
    }

    private void assertTimes(String kinds, String openItems, String... expected) {
        release(kinds, openItems);
        var lapses = new ArrayList<String>();
        while (story.ends(ProcessKey.OBTAIN_APPROVALS).isEmpty()) {
            lapses.add(String.valueOf(story.shown(Variable.LAPSE_AFTER)));
            var lapse = time(Variable.LAPSE_AFTER);
            assertThat(time(Variable.ESCALATE_AFTER))
                    .isBetween(lapse.dividedBy(2), lapse.multipliedBy(6).dividedBy(10));
            assertThat(time(Variable.REMIND_AFTER))
                    .isBetween(lapse.dividedBy(4), lapse.multipliedBy(3).dividedBy(10));
            approve();
        }
        assertThat(lapses).as("%s, open: %s", kinds, openItems).containsExactly(expected);
        assertThat(lapses.stream().map(Duration::parse).reduce(Duration.ZERO, Duration::plus))
                .isLessThan(lapses.size() == 1 ? AN_APPROVAL_COUNTS.plusNanos(1) : AN_APPROVAL_COUNTS);
    }

    private Duration time(Variable<String> variable) {
        return Duration.parse(String.valueOf(story.shown(variable)));
    }

    @Test
    @Tag("GATE-6")
    void theReasonOfWhoRejectsReachesWhoIsAskedHowToGoOn() {
        for (var before = 0; before < 3; before++) {
            release("database", OPEN);
            for (var i = 0; i < before; i++) {
                approve();
            }
            story.decide(Variable.APPROVAL_DECISION, "reject", Variable.APPROVAL_REASON, "not today");
            assertThat(story.shown(Variable.APPROVAL_REASON)).isEqualTo("not today");
            assertThat(story.handedBack(Variable.APPROVAL_DECISION)).isEqualTo("reject");
        }
    }

    /** A model hands over what it names and nothing else: what the form shows has to be named all the way. */
    @Test
    @Tag("ROLE-1")
    void everybodyWhoIsAskedIsShownWhatTheFormShows() {
        var form = Models.read(Path.of("forms/approve-release.form"));
        var names = new TreeSet<>(List.of("findings", "phase"));
        Pattern.compile("\\{\\{([A-Za-z]+)}}").matcher(form).results().forEach(found -> names.add(found.group(1)));
        names.remove(Variable.ATTESTED.name());
        var facts = new HashMap<String, Object>();
        names.forEach(name -> facts.put(name, "the " + name));
        List.of("decidingRoles", "disciplineReason", "openItems").forEach(facts::remove);
        story.answer(Topic.COLLECT_FACTS, Variable.CHANGE_KINDS, "database")
                .answer(Topic.FILL_CHECKLIST, Variable.CHECKLIST_VERDICT, "pass", Variable.OPEN_ITEMS, OPEN)
                .start(ProcessKey.PREPARE_RELEASE, Map.copyOf(facts));
        for (var role : List.of("backend-specialist", "database-architect", "orchestrator")) {
            assertThat(story.asked()).containsExactly(role);
            var shown = story.shown();
            assertThat(names)
                    .as(role)
                    .allSatisfy(name -> assertThat(shown.get(name)).as(name).isNotNull());
            assertThat(shown).containsEntry("decidingRoles", role).containsEntry("planHash", "the planHash");
            approve();
        }
    }
}
