package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.RunningSlipway;
import io.slipway.contract.Topic;
import io.slipway.engine.EngineRoom;
import io.slipway.engine.OwnCommands;
import io.slipway.engine.Passing;
import io.slipway.evidence.Entry;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A newer release withdraws the older one of its environment, unless that has touched the target. */
class NewerReleaseTest extends EngineRoom {

    private static int environments;

    @Autowired
    private LeaseWatch watch;

    @Autowired
    private PlatformTransactionManager transactions;

    private String environment = "";

    @BeforeEach
    void anotherEnvironment() {
        environment = "e" + environments++;
    }

    private String holder() {
        return database.sql("SELECT active_release FROM slipway_environment WHERE environment = ?")
                .param(environment)
                .query(String.class)
                .single();
    }

    private List<String> outcomes(String key) {
        return entries(key, EntryKind.END).stream()
                .map(end -> end.fact().body().path("outcome").asText())
                .toList();
    }

    private List<Entry> withdrawals(String key) {
        return evidence.proofs(key).decisions("withdraw");
    }

    /** Brings the only release of this test to a stop, where people are asked. */
    private void stop() {
        work(Topic.COLLECT_FACTS, facts(environment, "source"));
        var answers = new HashMap<>(Passing.CHECKS);
        answers.put(Topic.CHECK_TESTS, Map.of("testsVerdict", "fail"));
        Passing.CHECKS.keySet().forEach(topic -> work(topic, answers.getOrDefault(topic, Map.of())));
        runJobs();
        assertThat(engine.getTaskService().createTaskQuery().count()).isOne();
    }

    private static int number(String key) {
        return Integer.parseInt(key.substring(key.lastIndexOf('-') + 1));
    }

    private void withdraw(String key) {
        as("maria", "release-manager", () -> engine.getRuntimeService()
                .createMessageCorrelation("release.withdrawn")
                .processInstanceBusinessKey(key)
                .correlate());
    }

    @Test
    @Tag("AUTH-6")
    void whatWaitsForAPersonIsWithdrawnAndItsEvidenceSaysForWhat() {
        var older = release(environment);
        var key = key(older);
        stop();

        var newer = key(release(environment));
        assertThat(holder()).isEqualTo(newer);
        runJobs();

        assertThat(runs(older)).isFalse();
        assertThat(outcomes(key)).containsExactly("withdrawn");
        assertThat(engine.getTaskService().createTaskQuery().count()).isZero();
        assertThat(withdrawals(key)).singleElement().satisfies(withdrawal -> {
            assertThat(withdrawal.fact().actor()).isEqualTo(Fact.SLIPWAY);
            assertThat(withdrawal.fact().body().path("newerRelease").asText()).isEqualTo(newer);
            assertThat(withdrawal.fact().body().path("startedBy").asText()).isEqualTo("maria");
        });
        assertThat(holder()).isEqualTo(newer);
        assertThat(outcomes(newer)).isEmpty();
    }

    /** Nobody brings anything back: that would take a permit, and the newer one has the environment. */
    @Test
    @Tag("NOT-3")
    void whatAWorkerIsAtEndsWithoutARollbackAndItsAnswerCountsNoMore() {
        var older = release(environment);
        var key = key(older);
        var task = fetch(Topic.COLLECT_FACTS, "crew");

        release(environment);
        runJobs();

        assertThat(outcomes(key)).containsExactly("withdrawn");
        assertThatThrownBy(() -> as("slipway-worker", "slipway-worker", () -> engine.getExternalTaskService()
                        .complete(task.getId(), "crew", Map.of("changeKinds", "source"))))
                .hasMessageContaining(task.getId());
        assertThat(engine.getHistoryService()
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(older)
                        .activityId("CallActivity_RollBackWithdrawn")
                        .count())
                .isZero();
    }

    /** Evidence decides, whatever a variable or a table says of it. */
    @ParameterizedTest
    @EnumSource(names = {"PERMIT", "BREAK_GLASS"})
    @Tag("NOT-3")
    void whatHasTouchedTheTargetGoesOnAndTheNewerOneIsRefused(EntryKind kind) {
        var older = release(environment);
        var key = key(older);
        evidence.recordApart(Fact.of(key, kind, List.of(), "slipway-worker", Map.of("action", "start-instances")));

        assertThatThrownBy(() -> release(environment))
                .hasMessageContaining("the release " + key + " has tool in " + environment + " and keeps it")
                .hasMessageContaining("One release at a time");

        work(Topic.COLLECT_FACTS, facts(environment, "source"));
        assertThat(runs(older)).isTrue();
        assertThat(holder()).isEqualTo(key);
        assertThat(withdrawals(key)).isEmpty();
    }

    @Test
    @Tag("NOT-3")
    void aStartThatIsRefusedWithdrawsNothing() {
        var older = release(environment);
        var key = key(older);
        for (var wrong : List.of("version", "businessImpact", "requestedClass", "startedBy")) {
            var wanted = wanted(environment);
            wanted.put(wrong, "9.9.9".repeat(500));
            assertThatThrownBy(() -> as("maria", "release-manager", () -> engine.getRuntimeService()
                            .startProcessInstanceByKey("release", wanted)))
                    .hasMessageContaining(wrong);
        }
        assertThatThrownBy(() -> as("oskar", "orchestrator", () -> engine.getRuntimeService()
                        .startProcessInstanceByKey("release", wanted(environment))))
                .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> as("maria", "release-manager", () -> engine.getRuntimeService()
                        .startProcessInstanceByKey("release", "my-own-key", wanted(environment))))
                .hasMessageContaining("businessKey");
        runJobs();
        assertThat(holder()).isEqualTo(key);
        assertThat(runs(older)).isTrue();
        assertThat(entries(key, EntryKind.LEASE)).hasSize(1);
    }

    @Test
    @Tag("AUTH-6")
    void aReleaseOfAnotherEnvironmentStays() {
        var elsewhere = release(environment);
        var key = key(elsewhere);
        environment = "e39";
        release(environment);
        runJobs();
        assertThat(runs(elsewhere)).isTrue();
        assertThat(withdrawals(key)).isEmpty();
    }

    @Test
    @Tag("NOT-3")
    void ofManyStartsAtTheSameMomentTheLastOneIsLeft() throws Exception {
        var first = number(key(release(environment)));
        var pool = Executors.newFixedThreadPool(8);
        var starts = new ArrayList<Future<String>>();
        try {
            Callable<String> start = () -> release(environment);
            for (var i = 0; i < 16; i++) {
                starts.add(pool.submit(start));
            }
            for (var one : starts) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    throw new AssertionError("none of them may fail because of another one", e);
                }
            }
        } finally {
            pool.shutdownNow();
        }
        runJobs();

        assertThat(holder()).isEqualTo("tool-1.0.0-" + environment + "-" + (first + 16));
        assertThat(engine.getRuntimeService()
                        .createProcessInstanceQuery()
                        .processDefinitionKey("release")
                        .list())
                .singleElement()
                .satisfies(left -> assertThat(left.getBusinessKey()).isEqualTo(holder()));
        for (var number = first; number < first + 16; number++) {
            var key = "tool-1.0.0-" + environment + "-" + number;
            assertThat(outcomes(key)).as(key).containsExactly("withdrawn");
            var next = "tool-1.0.0-" + environment + "-" + (number + 1);
            assertThat(withdrawals(key))
                    .extracting(withdrawal ->
                            withdrawal.fact().body().path("newerRelease").asText())
                    .containsExactly(next);
        }
    }

    /** Its rollback has begun, and needs the environment. */
    @Test
    @Tag("AUTH-4")
    void whatAPersonIsWithdrawingAlreadyKeepsItsEnvironment() {
        var older = release(environment);
        var key = key(older);
        withdraw(key);
        assertThatThrownBy(() -> release(environment)).hasMessageContaining(key);
        runJobs();
        assertThat(engine.getExternalTaskService()
                        .createExternalTaskQuery()
                        .topicName(Topic.ASSESS_STATE.id())
                        .count())
                .isOne();
        assertThat(holder()).isEqualTo(key);
    }

    @Test
    @Tag("AUTH-4")
    void aPersonMayWithdrawItBeforeSlipwayDoes() {
        var older = release(environment);
        var key = key(older);
        var newer = key(release(environment));
        withdraw(key);
        runJobs();
        assertThat(outcomes(key)).containsExactly("withdrawn");
        assertThat(withdrawals(key)).singleElement().satisfies(withdrawal -> {
            assertThat(withdrawal.fact().actor()).isEqualTo("maria");
            assertThat(withdrawal.fact().body().path("newerRelease").asText()).isEqualTo(newer);
        });
    }

    private void execute(Job job) {
        try (var own = OwnCommands.begin()) {
            engine.getManagementService().executeJob(job.getId());
        }
    }

    /** Until one transaction waits for another. */
    private void awaitSomebodyWaits() {
        RunningSlipway.await(
                "somebody waits",
                Duration.ofSeconds(10),
                () -> database.sql("SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE BLOCKER_ID IS NOT NULL")
                                .query(Integer.class)
                                .single()
                        > 0);
    }

    /** What the older one is doing in that moment delays its end, and nothing else. */
    @Test
    @Tag("AUTH-6")
    void aWithdrawalThatCannotBeDoneNowIsDoneLater() throws Exception {
        var older = release(environment);
        var key = key(older);
        var task = fetch(Topic.COLLECT_FACTS, "crew");
        var newer = release(environment);
        var jobs = engine.getManagementService().createJobQuery().messages().list().stream()
                .filter(job -> job.getProcessInstanceId() == null)
                .toList();
        assertThat(jobs).hasSize(1);

        var beside = Executors.newSingleThreadExecutor();
        try {
            var withdrawal = new AtomicReference<Future<?>>();
            new TransactionTemplate(transactions).executeWithoutResult(open -> {
                as("slipway-worker", "slipway-worker", () -> engine.getExternalTaskService()
                        .complete(task.getId(), "crew", facts(environment, "source")));
                withdrawal.set(beside.submit(() -> execute(jobs.get(0))));
                awaitSomebodyWaits();
            });
            assertThatThrownBy(() -> Objects.requireNonNull(withdrawal.get()).get())
                    .hasRootCauseInstanceOf(OptimisticLockingException.class);
        } finally {
            beside.shutdownNow();
        }
        assertThat(runs(newer)).isTrue();
        assertThat(runs(older)).isTrue();

        runJobs();
        assertThat(outcomes(key)).containsExactly("withdrawn");
    }

    /** It is on its way out, and nobody has to find out who took its lease. */
    @Test
    @Tag("NOT-3")
    void aReleaseWhoseEnvironmentANewerOneTookIsNoStop() {
        var key = key(release(environment));
        release(environment);
        watch.look();
        assertThat(watch.trouble()).isEmpty();
        assertThat(entries(key, EntryKind.STOP)).isEmpty();
    }

    /** The environment stays closed: nobody can tell what happened to the target. */
    @Test
    @Tag("NOT-3")
    void aReleaseThatIsGoneWithoutAnEndIsNotReplaced() {
        var release = release(environment);
        var key = key(release);
        database.sql("UPDATE slipway_environment SET active_instance = 'gone' WHERE active_release = ?")
                .param(key)
                .update();
        assertThatThrownBy(() -> release(environment)).hasMessageContaining(key);
        assertThat(holder()).isEqualTo(key);
        database.sql("UPDATE slipway_environment SET active_instance = ? WHERE active_release = ?")
                .params(release, key)
                .update();
    }
}
