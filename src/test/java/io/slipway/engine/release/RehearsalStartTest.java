package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.catalog.Catalog;
import io.slipway.contract.Topic;
import io.slipway.engine.EngineRoom;
import io.slipway.engine.OwnCommands;
import io.slipway.engine.Refusal;
import io.slipway.evidence.EntryKind;
import io.slipway.permit.BadVersions;
import io.slipway.permit.Goal;
import io.slipway.permit.Hold;
import io.slipway.permit.Holds;
import io.slipway.permit.Leases;
import io.slipway.permit.PermitRefusedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may rehearse a rollback, where, between which versions; and what the clock starts. */
@Tag("ROLL-4")
class RehearsalStartTest extends EngineRoom {

    /** {@code live} comes after it, so the clock looks here. */
    private static final String ENVIRONMENT = "e39";

    private static final Goal OLD = new Goal("1.0.0", "a".repeat(64));
    private static final Goal NEW = new Goal("1.1.0", "b".repeat(64));

    @Autowired
    private Catalog catalog;

    @Autowired
    private Leases leases;

    @Autowired
    private Holds holds;

    @Autowired
    private HeldEnvironments held;

    @Autowired
    private BadVersions bad;

    @Autowired
    private Permits permits;

    @Autowired
    private RehearsalClock rehearsals;

    @Autowired
    private PlatformTransactionManager transactions;

    private ConfirmedHistory history;

    @BeforeEach
    void oneReleaseWasConfirmed() {
        history = new ConfirmedHistory(evidence, database, catalog, ENVIRONMENT);
        history.with(OLD);
    }

    @AfterEach
    void nothingIsLeft() {
        for (var hold : holds.all()) {
            as(
                    "oskar",
                    "orchestrator",
                    () -> held.lift(
                            new HeldEnvironments.Request(hold.service(), hold.environment(), "the test is over")));
        }
        database.sql("DELETE FROM slipway_environment WHERE environment = ?")
                .param(ENVIRONMENT)
                .update();
    }

    private static Map<String, Object> rehearse(String environment) {
        return new HashMap<>(Map.of("service", "tool", "environment", environment));
    }

    private String start(String person, String role, Map<String, Object> wanted) {
        return as(person, role, () -> engine.getRuntimeService()
                .startProcessInstanceByKey("rehearse-rollback", wanted)
                .getId());
    }

    @ParameterizedTest
    @CsvSource({"otto, ops, true", "oskar, orchestrator, true", "maria, release-manager, false", "dora, debugger, false"
    })
    void opsAndOrchestratorsMayAndNobodyElse(String person, String role, boolean may) {
        history.with(NEW);
        if (may) {
            var key = key(start(person, role, rehearse(ENVIRONMENT)));
            assertThat(key).startsWith("tool-1.1.0-e39-");
            assertThat(leases.active("tool", ENVIRONMENT)).contains(key);
        } else {
            assertThatThrownBy(() -> start(person, role, rehearse(ENVIRONMENT)))
                    .isInstanceOf(AuthorizationException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "environment, live, environment, users depend on tool in live",
        "environment, e99, environment, has no environment",
        "service, nothing, service, the catalog has no service",
        "version, 1.0.0, version, a rehearsal is not started with this",
        "otherVersion, 1.0.0, otherVersion, may not be written by otto"
    })
    void whatIsAskedWrongIsRefusedWithTheReason(String field, String value, String named, String why) {
        history.with(NEW);
        var wanted = rehearse(ENVIRONMENT);
        wanted.put(field, value);
        assertThatThrownBy(() -> start("otto", "ops", wanted))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo(named))
                .hasMessageContaining(why);
    }

    @Test
    void oneVersionIsNothingToGoBetween() {
        assertThatThrownBy(() -> start("otto", "ops", rehearse(ENVIRONMENT)))
                .hasMessageContaining("does not prove two different versions");
        history.with(new Goal("1.0.1", OLD.digest()));
        assertThatThrownBy(() -> start("otto", "ops", rehearse(ENVIRONMENT)))
                .as("another name for the same bytes")
                .hasMessageContaining("does not prove two different versions");
    }

    @Test
    @Tag("ROLL-3")
    void aVersionThatIsMarkedBadIsNotBrought() {
        history.with(NEW);
        var transaction = new TransactionTemplate(transactions);
        transaction.executeWithoutResult(open -> bad.mark("tool", "1.0.0", "otto", "It is worse", List.of()));
        try {
            assertThatThrownBy(() -> start("otto", "ops", rehearse(ENVIRONMENT)))
                    .hasMessageContaining("tool 1.0.0 is marked bad");
            look();
            assertThat(leases.active("tool", ENVIRONMENT)).isEmpty();
        } finally {
            transaction.executeWithoutResult(open -> bad.lift("tool", "1.0.0", "oskar", "It was not"));
        }
    }

    @Test
    @Tag("NOT-3")
    void nothingIsPermittedButTheTwoThatTheEvidenceProves() {
        history.with(NEW);
        start("otto", "ops", rehearse(ENVIRONMENT));
        permit(NEW);
        permit(OLD);
        assertThatThrownBy(() -> permit(new Goal("1.0.0", "c".repeat(64))))
                .isInstanceOf(PermitRefusedException.class)
                .hasMessageContaining("The rehearsal goes from 1.1.0 (bbbbbbbbbbbb) to 1.0.0 (aaaaaaaaaaaa) and back");
    }

    private void permit(Goal goal) {
        var task = fetch(Topic.ASSESS_STATE, "crew");
        try {
            permits.ask(task.getId(), "crew", Optional.of(goal), "slipway-worker");
        } finally {
            as("slipway-worker", "slipway-worker", () -> engine.getExternalTaskService()
                    .unlock(task.getId()));
        }
    }

    private void look() {
        try (var own = OwnCommands.begin()) {
            rehearsals.look();
        }
    }

    @Test
    void theClockStartsOneWhereNoneHasEndedYet() {
        look();
        assertThat(leases.active("tool", ENVIRONMENT)).as("one version").isEmpty();
        history.with(NEW);
        look();
        var key = leases.active("tool", ENVIRONMENT).orElseThrow();
        assertThat(entries(key, EntryKind.START))
                .singleElement()
                .satisfies(start -> assertThat(start.fact().actor()).isEqualTo("slipway"));
        look();
        assertThat(leases.active("tool", ENVIRONMENT))
                .as("what is under way is let be")
                .contains(key);
    }

    @Test
    void theClockTakesNoEnvironmentThatAReleaseHas() {
        history.with(NEW);
        var release = release(ENVIRONMENT);
        look();
        assertThat(leases.active("tool", ENVIRONMENT)).contains(key(release));
    }

    @Test
    @Tag("ROLL-2")
    void theClockWaitsWhileAutomationHolds() {
        history.with(NEW);
        new TransactionTemplate(transactions)
                .executeWithoutResult(open -> holds.hold("tool", "e7", Hold.Reach.AUTOMATION, "tool-1.0.0-e7-1"));
        look();
        assertThat(leases.active("tool", ENVIRONMENT)).isEmpty();
        as("oskar", "orchestrator", () -> held.lift(new HeldEnvironments.Request("tool", "e7", "it was the network")));
        look();
        assertThat(leases.active("tool", ENVIRONMENT)).isPresent();
    }
}
