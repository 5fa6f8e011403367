package io.slipway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.RunningSlipway;
import io.slipway.engine.EngineRoom;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.Fact;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A permit for the older release and the start of a newer one at the same moment: whoever is first has the environment. */
@Tag("NOT-3")
class LeaseTakenTest extends EngineRoom {

    @Autowired
    private Leases leases;

    @Autowired
    private PlatformTransactionManager transactions;

    /** What is done, and before it is committed what somebody else tries meanwhile, who has to wait for it. */
    private Future<?> meanwhile(Runnable first, Callable<?> second) {
        var beside = Executors.newSingleThreadExecutor();
        try {
            var result = new AtomicReference<Future<?>>();
            new TransactionTemplate(transactions).executeWithoutResult(open -> {
                first.run();
                result.set(beside.submit(second));
                RunningSlipway.await(
                        "somebody waits",
                        Duration.ofSeconds(10),
                        () -> database.sql(
                                                "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS WHERE BLOCKER_ID IS NOT NULL")
                                        .query(Integer.class)
                                        .single()
                                > 0);
            });
            return Objects.requireNonNull(result.get());
        } finally {
            beside.shutdown();
        }
    }

    /** What the office does last, as one transaction. */
    private void permit(String environment, String release) {
        new TransactionTemplate(transactions).executeWithoutResult(open -> {
            leases.nextFence("tool", environment, release);
            evidence.record(Fact.of(release, EntryKind.PERMIT, List.of(), "slipway-worker", Map.of()));
        });
    }

    @Test
    void whoIsPermittedFirstKeepsItAndTheNewerOneIsRefused() {
        var older = key(release("e30"));
        var start = meanwhile(() -> permit("e30", older), () -> release("e30"));
        assertThatThrownBy(start::get).hasStackTraceContaining("it was permitted to touch the target");
        assertThat(leases.active("tool", "e30")).contains(older);
    }

    @Test
    void whoIsStartedFirstHasItAndTheOlderOneGetsNoPermit() {
        var older = key(release("e31"));
        var permit = meanwhile(() -> release("e31"), () -> {
            permit("e31", older);
            return true;
        });
        assertThatThrownBy(permit::get)
                .hasRootCauseInstanceOf(PermitRefusedException.class)
                .hasStackTraceContaining(
                        "belongs to " + leases.active("tool", "e31").orElseThrow());
        assertThat(leases.active("tool", "e31")).isPresent().isNotEqualTo(Optional.of(older));
        assertThat(entries(older, EntryKind.PERMIT)).isEmpty();
    }
}
