package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.contract.Place;
import io.slipway.contract.Topic;
import io.slipway.engine.EngineRoom;
import io.slipway.engine.Passing;
import io.slipway.engine.Refusal;
import io.slipway.evidence.EntryKind;
import io.slipway.permit.BadVersion;
import io.slipway.permit.Goal;
import io.slipway.permit.PermitOffice;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A version that is marked bad goes nowhere any more. */
@Tag("ROLL-3")
class VersionMarksTest extends EngineRoom {

    private static final String WHY = "It loses every tenth order";
    private static int environments = 10;

    @Autowired
    private VersionMarks marks;

    @Autowired
    private PermitOffice office;

    private String environment = "";

    @BeforeEach
    void anotherEnvironment() {
        environment = "e" + environments++;
    }

    @AfterEach
    void forgetMarks() {
        for (var bad : marks.bad()) {
            lift(bad.version());
        }
    }

    private static VersionMarks.Request asked(String version, @Nullable String reason) {
        return new VersionMarks.Request("tool", version, reason);
    }

    private void mark(String version) {
        as("otto", "ops", () -> marks.mark(asked(version, WHY)));
    }

    private void lift(String version) {
        as("oskar", "orchestrator", () -> marks.lift(asked(version, "It was the network")));
    }

    @Test
    void noEnvironmentTakesItUntilTheMarkIsLifted() {
        mark("1.0.0");
        assertThat(marks.bad())
                .singleElement()
                .extracting(BadVersion::service, BadVersion::version, BadVersion::by, BadVersion::reason)
                .containsExactly("tool", "1.0.0", "otto", WHY);
        assertThatThrownBy(() -> release(environment))
                .hasMessageContaining("version: tool 1.0.0 is marked bad since")
                .hasMessageContaining("by otto: " + WHY);

        lift("1.0.0");
        assertThat(marks.bad()).isEmpty();
        assertThat(runs(release(environment))).isTrue();
    }

    @Test
    void anotherVersionIsReleasedAllTheSame() {
        mark("1.0.1");
        assertThat(runs(release(environment))).isTrue();
    }

    @Test
    void whatRunsOfItIsWithdrawnAndItsEvidenceSaysWhoDidIt() {
        var release = release(environment);
        var key = key(release);
        mark("1.0.0");
        assertThat(entries(key, EntryKind.VERSION_MARK)).singleElement().satisfies(entry -> {
            assertThat(entry.fact().actor()).isEqualTo("otto");
            assertThat(entry.content()).contains(WHY);
        });

        runJobs();
        assertThat(evidence.proofs(key).decisions("withdraw")).hasSize(1);
        assertThat(fetch(Topic.ASSESS_STATE, "crew").getBusinessKey())
                .as("what it may have touched is rolled back")
                .isEqualTo(key);
    }

    @Test
    void whatRunsOfAnotherVersionGoesOn() {
        var release = release(environment);
        mark("1.0.1");
        runJobs();
        assertThat(runs(release)).isTrue();
        assertThat(evidence.proofs(key(release)).decisions("withdraw")).isEmpty();
    }

    /** Whatever becomes of the withdrawal: no worker may bring it one step further. */
    @Test
    @Tag("NOT-3")
    void noWorkerIsPermittedToBringItOn() {
        var key = key(release(environment));
        work(Topic.COLLECT_FACTS, facts(environment, "source"));
        Passing.CHECKS.forEach(this::work);
        assertThat(entries(key, EntryKind.PLAN)).hasSize(1);
        assertThatThrownBy(() -> permit(key)).hasMessageContaining("PREP-1").hasMessageNotContaining("ROLL-3");

        mark("1.0.0");
        assertThatThrownBy(() -> permit(key))
                .hasMessageContaining("Forward: ROLL-3: tool 1.0.0 is marked bad since")
                .hasMessageContaining(WHY)
                .hasMessageNotContaining("PREP-1");
    }

    private void permit(String key) {
        var nothing = JsonNodeFactory.instance.objectNode();
        var place = new Place("tool", environment, nothing, nothing);
        office.issue(
                new PermitOffice.Request(
                        key,
                        "task",
                        "crew",
                        "slipway-worker",
                        Topic.START_INSTANCES,
                        place,
                        false,
                        Optional.of(new Goal("1.0.0", "d".repeat(64)))),
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "arne, database-architect, true, 1.0.0, It is bad, role",
        "slipway-worker, slipway-worker, true, 1.0.0, It is bad, role",
        "otto, ops, false, 1.0.0, It is good, role",
        "maria, release-manager, false, 1.0.0, It is good, role",
        "oskar, orchestrator, false, 1.0.0, It is good, version",
        "oskar, orchestrator, true, ../1, It is bad, version",
        "oskar, orchestrator, true, 1.0.0, n/a, reason",
        "oskar, orchestrator, true, 1.0.0, , reason"
    })
    void nothingIsMarkedByWhoMayNotOrWithoutAReason(
            String person, String role, boolean mark, String version, @Nullable String reason, String field) {
        var refusals = entries(EntryKind.REFUSAL).size();
        assertThatThrownBy(() -> as(person, role, () -> {
                    if (mark) {
                        marks.mark(asked(version, reason));
                    } else {
                        marks.lift(asked(version, reason));
                    }
                }))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo(field));
        assertThat(marks.bad()).isEmpty();
        assertThat(entries(EntryKind.REFUSAL)).hasSizeGreaterThan(refusals);
    }
}
