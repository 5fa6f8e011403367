package io.slipway.engine.breakglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.Topic;
import io.slipway.engine.EngineRoom;
import io.slipway.engine.Refusal;
import io.slipway.evidence.Entry;
import io.slipway.evidence.EntryKind;
import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Two people, one release, half an hour; nothing less opens it, and nothing more comes of it. */
@Tag("PHASE-0")
@Tag("NOT-3")
class BreakGlassTest extends EngineRoom {

    private static final String ROLE = "break-glass";
    private static final String REASON = "The release hangs and customers wait";
    private static int environments = 20;

    @Autowired
    private BreakGlass glasses;

    private String release = "";
    private String key = "";

    @BeforeEach
    void people() {
        live("bea", "bea@slipway.example");
        live("bob", "bob@slipway.example");
    }

    @BeforeEach
    void begin() {
        release = release("e" + environments++);
        key = key(release);
    }

    @AfterEach
    void end() {
        clock.goOn(Glass.LASTS);
        glasses.expire();
        engine.getIdentityService().deleteUser("bea");
        engine.getIdentityService().deleteUser("bob");
    }

    private Glass request(String person) {
        return as(person, ROLE, () -> glasses.request(key, REASON));
    }

    private Glass open() {
        var glass = request("bea");
        return as("bob", ROLE, () -> glasses.confirm(glass.id()));
    }

    private void write(String person, String group) {
        as(person, group, () -> engine.getRuntimeService()
                .setVariable(release, "changeSummary", "written by " + person));
    }

    private void mayNot(String person, String group) {
        assertThatThrownBy(() -> write(person, group)).isInstanceOf(AuthorizationException.class);
    }

    /** Whose account it is. */
    private void live(String id, String email) {
        var users = engine.getIdentityService();
        var known = users.createUserQuery().userId(id).singleResult();
        var user = known == null ? users.newUser(id) : known;
        user.setEmail(email);
        if (known == null) {
            user.setPassword("A-good-Password-1");
        }
        users.saveUser(user);
    }

    @Test
    void anAccountOfNobodyIsNoSecondPerson() {
        live("bob", "");
        var glass = request("bea");
        assertThatThrownBy(() -> as("bob", ROLE, () -> glasses.confirm(glass.id())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("e-mail address");
        mayNot("bob", ROLE);
    }

    private List<String> events() {
        return entries(key, EntryKind.BREAK_GLASS).stream()
                .map(Entry::fact)
                .map(fact -> fact.body().path("event").asText() + " by " + fact.actor())
                .toList();
    }

    private long refusals() {
        return database.sql("SELECT COUNT(*) FROM slipway_evidence WHERE kind = 'refusal'")
                .query(Long.class)
                .single();
    }

    @Test
    void onePersonAloneCannot() {
        var glass = request("bea");
        mayNot("bea", ROLE);
        var before = refusals();
        assertThatThrownBy(() -> as("bea", ROLE, () -> glasses.confirm(glass.id())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("somebody else than bea");
        assertThat(refusals()).isEqualTo(before + 1);
        mayNot("bea", ROLE);
        assertThat(events()).containsExactly("requested by bea");
    }

    @Test
    void onePersonWithTwoAccountsCannotEither() {
        live("bea", "Bea@slipway.example");
        live("bob", " bea@slipway.example");
        var glass = request("bea");
        assertThatThrownBy(() -> as("bob", ROLE, () -> glasses.confirm(glass.id())))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("somebody else");
        mayNot("bob", ROLE);
    }

    @Test
    void twoPeopleCanAndAllOfItIsEvidence() {
        open();
        write("bea", ROLE);
        write("bob", ROLE);
        as("bob", ROLE, () -> engine.getRuntimeService()
                .createProcessInstanceModification(release)
                .startBeforeActivity("CallActivity_Deploy")
                .execute());
        assertThat(engine.getRuntimeService().getVariable(release, "changeSummary"))
                .isEqualTo("written by bob");
        as("bea", ROLE, () -> engine.getRuntimeService().deleteProcessInstance(release, "nothing to be saved"));
        assertThat(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processInstanceId(release)
                        .count())
                .isZero();
        assertThat(events())
                .containsExactly(
                        "requested by bea",
                        "confirmed by bob",
                        "used by bea",
                        "used by bob",
                        "used by bob",
                        "used by bea");
        assertThat(entries(key, EntryKind.BREAK_GLASS).toString())
                .contains(REASON, "CallActivity_Deploy", "changeSummary", "nothing to be saved", "\"until\"")
                .doesNotContain("written by");
        assertThat(entries(key, EntryKind.HEAD)).isEmpty();
        assertThat(database.sql("SELECT COUNT(*) FROM slipway_evidence WHERE kind = 'head'")
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(6);
    }

    @Test
    void whatFailsIsNotUsed() {
        open();
        assertThatThrownBy(() -> as("bea", ROLE, () -> engine.getRuntimeService()
                        .createProcessInstanceModification(release)
                        .startBeforeActivity("Nothing_LikeIt")
                        .execute()))
                .isNotNull();
        assertThat(events()).containsExactly("requested by bea", "confirmed by bob");
    }

    @Test
    void nobodyElseCan() {
        open();
        mayNot("ben", ROLE);
        mayNot("root", "camunda-admin");
        mayNot("bea", "camunda-admin");
        assertThatThrownBy(() -> engine.getRuntimeService().setVariable(release, "version", "2"))
                .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> as("root", "camunda-admin", () -> glasses.request(key, REASON)))
                .isInstanceOf(Refusal.class);
        assertThat(engine.getRuntimeService().getVariable(release, "changeSummary"))
                .isEqualTo("a new tool");
    }

    @Test
    void anotherReleaseStaysClosed() {
        open();
        var other = release("e" + environments++);
        assertThatThrownBy(
                        () -> as("bea", ROLE, () -> engine.getRuntimeService().setVariable(other, "version", "2")))
                .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(
                        () -> as("bea", ROLE, () -> engine.getRuntimeService().deleteProcessInstance(other, "x")))
                .isInstanceOf(AuthorizationException.class);
    }

    @Test
    void afterHalfAnHourItIsOver() {
        open();
        clock.goOn(Glass.LASTS.minusMillis(1));
        write("bea", ROLE);
        clock.goOn(Duration.ofMillis(1));
        mayNot("bea", ROLE);
        mayNot("bob", ROLE);
        glasses.expire();
        assertThat(events()).last().isEqualTo("expired by slipway");
        mayNot("bea", ROLE);
    }

    @Test
    void whoComesAfterHalfAnHourConfirmsNothing() {
        var glass = request("bea");
        clock.goOn(Glass.LASTS);
        assertThatThrownBy(() -> as("bob", ROLE, () -> glasses.confirm(glass.id())))
                .isInstanceOf(Refusal.class);
        mayNot("bob", ROLE);
        assertThat(events()).containsExactly("requested by bea", "expired by slipway");
    }

    @Test
    void closedItIsOver() {
        var glass = open();
        assertThat(glasses.current()).extracting(Glass::id).containsExactly(glass.id());
        as("bea", ROLE, () -> glasses.close(glass.id()).id());
        assertThat(glasses.current()).isEmpty();
        mayNot("bob", ROLE);
        assertThatThrownBy(() -> as("bob", ROLE, () -> glasses.confirm(glass.id())))
                .isInstanceOf(Refusal.class);
        assertThat(events()).last().isEqualTo("closed by bea");
    }

    /** Whoever writes to the database opens nothing: the evidence is sealed, and says nothing of it. */
    @Test
    void aRowThatNobodyAskedForOpensNothing() {
        var glass = request("bea");
        database.sql("UPDATE slipway_break_glass SET confirmed_by = 'bob', confirmed_at = requested_at WHERE id = ?")
                .param(glass.id())
                .update();
        mayNot("bea", ROLE);
        mayNot("bob", ROLE);
    }

    @Test
    void aRowThatIsMadeToLastLongerDoesNot() {
        var glass = open();
        clock.goOn(Glass.LASTS);
        database.sql("UPDATE slipway_break_glass SET confirmed_at = DATEADD('HOUR', 5, confirmed_at) WHERE id = ?")
                .param(glass.id())
                .update();
        mayNot("bea", ROLE);
        database.sql("DELETE FROM slipway_break_glass").update();
    }

    @Test
    void whatIsAskedForMustBeARunningReleaseAndSayWhy() {
        assertThatThrownBy(() -> as("bea", ROLE, () -> glasses.request("nosuch-1", REASON)))
                .hasMessageContaining("no release");
        assertThatThrownBy(() -> as("bea", ROLE, () -> glasses.request(null, REASON)))
                .hasMessageContaining("release");
        assertThatThrownBy(() -> as("bea", ROLE, () -> glasses.request(key, "too short")))
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> as("bea", ROLE, () -> glasses.request(key, "x".repeat(2001))))
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> as("bea", ROLE, () -> glasses.request(key, "use AKIA" + "Q3EGRIW7ZKQ5NPLX instead")))
                .hasMessageContaining("holds what looks like a secret");
        request("bea");
        assertThatThrownBy(() -> request("bob")).hasMessageContaining("already");
    }

    /** Moving by hand is all that it opens: nobody's work, nobody's decision and no model is done in its name. */
    @Test
    void everythingElseStaysRefused() {
        open();
        var task = fetch(Topic.COLLECT_FACTS, "crew");
        var runtime = engine.getRuntimeService();
        for (var attempt : List.<Runnable>of(
                () -> engine.getExternalTaskService().complete(task.getId(), "crew"),
                () -> engine.getRepositoryService()
                        .createDeployment()
                        .addString("x.txt", "x")
                        .deploy(),
                () -> runtime.removeVariable(release, "version"),
                () -> runtime.suspendProcessInstanceById(release),
                () -> runtime.createMessageCorrelation("release.confirmed")
                        .processInstanceBusinessKey(key)
                        .correlate(),
                () -> runtime.restartProcessInstances(task.getProcessDefinitionId())
                        .processInstanceIds(release)
                        .startBeforeActivity("CallActivity_Deploy")
                        .execute())) {
            assertThatThrownBy(() -> as("bea", ROLE, attempt)).isInstanceOf(AuthorizationException.class);
        }
        assertThat(events()).containsExactly("requested by bea", "confirmed by bob");
    }
}
