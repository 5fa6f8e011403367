package io.slipway.siege;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.RunningSlipway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Permits that somebody on the wire kept, altered or made: no worker acts on them. The same lies told to workers that do
 * not look at permits bring bytes to the targets.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("NOT-3")
@Tag("NOT-4")
@Tag("PHASE-0")
class ReplayedPermitIT {

    private static final String ACTION = "start-instances";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** What a worker of production is given instead of its permit. */
    enum Lie {
        THAT_OF_ANOTHER_ENVIRONMENT("task is"),
        AN_ALTERED_ONE("signature that is not of its key"),
        ONE_OF_ANOTHER_SERVER("which is not trusted here");

        private final String refusal;

        Lie(String refusal) {
            this.refusal = refusal;
        }
    }

    private @Nullable Intercepted guarded;
    private @Nullable Intercepted believing;

    /** The release whose permit is held back until it has expired, by who is lied to. */
    private final Map<Intercepted, String> late = new HashMap<>();

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        guarded = new Intercepted(Files.createDirectory(folder.resolve("guarded")), false, Set.of());
        confirmFirst(guarded());
        believing = new Intercepted(
                Files.createDirectory(folder.resolve("believing")),
                true,
                Set.of(guarded().signer()));
        confirmFirst(believing());
        for (var each : List.of(guarded(), believing())) {
            var first = new AtomicReference<@Nullable String>();
            each.liar.lie(
                    ACTION,
                    "staging",
                    permit -> first.compareAndSet(null, permit) ? Optional.empty() : Optional.ofNullable(first.get()));
            late.put(each, each.slipway.release("1.1.1", "staging"));
        }
    }

    /** One after the other: a machine that starts another Slipway meanwhile answers customers slowly. */
    private static void confirmFirst(Intercepted each) throws Exception {
        assertThat(each.slipway.outcome(each.slipway.release("1.1.0", "staging")))
                .isEqualTo("confirmed");
        assertThat(each.slipway.outcome(each.slipway.rehearse("staging"))).isEqualTo("rehearsed");
    }

    @AfterAll
    void close() throws Exception {
        if (guarded != null) {
            guarded.close();
        }
        if (believing != null) {
            believing.close();
        }
    }

    private Intercepted guarded() {
        return Objects.requireNonNull(guarded);
    }

    private Intercepted believing() {
        return Objects.requireNonNull(believing);
    }

    private Liar.Lie about(Lie lie, Intercepted told) {
        var other = told == guarded() ? believing() : guarded();
        return switch (lie) {
            case THAT_OF_ANOTHER_ENVIRONMENT -> permit -> Optional.of(told.liar.issued(ACTION, "staging"));
            case AN_ALTERED_ONE -> permit -> Optional.of(permit.replaceFirst("\"fence\":", "\"fence\":9"));
            case ONE_OF_ANOTHER_SERVER -> permit -> Optional.of(other.liar.issued(ACTION, "staging"));
        };
    }

    @Order(1)
    @ParameterizedTest
    @EnumSource
    void anotherPermitThanTheirOwnBringsNothing(Lie lie) throws Exception {
        var bytes = production(guarded());
        guarded().liar.lie(ACTION, "production", about(lie, guarded()));
        var release = guarded().slipway.release("1.1.0", "production");

        assertThat(refusal(guarded(), release)).contains(lie.refusal);
        assertThat(production(guarded())).isEqualTo(bytes);
        withdraw(guarded(), release);
    }

    @Order(2)
    @ParameterizedTest
    @EnumSource
    void whoBelievesItActsOnIt(Lie lie) throws Exception {
        believing().liar.lie(ACTION, "production", about(lie, believing()));
        var release = believing().slipway.release("1.1.0", "production");

        awaitRunning(believing(), "production runs SLIPWAY_VERSION=1.1.0");
        withdraw(believing(), release);
        assertThat(production(believing())).doesNotContain("SLIPWAY_VERSION=1.1.0");
    }

    /** Both workers were held up until their permits had expired. */
    @Order(3)
    @Test
    void anExpiredPermitBringsNothing() throws Exception {
        var release = Objects.requireNonNull(late.get(guarded()));

        assertThat(refusal(guarded(), release)).contains("The permit expired at");
        assertThat(guarded().bytes()).doesNotContain("SLIPWAY_VERSION=1.1.1");
        awaitRunning(believing(), "staging runs SLIPWAY_VERSION=1.1.1");
    }

    /** What the stop says once somebody is asked; it is evidence. */
    private static String refusal(Intercepted at, String release) throws Exception {
        RunningSlipway.await("somebody is asked", PATIENCE, () -> at.slipway
                .reached(release)
                .containsAll(List.of("BoundaryEvent_NotPermitted", "Task_ResolveStop")));
        for (var finding : at.slipway.findings(release)) {
            if (finding.path("rule").asText().equals("NOT-3")) {
                return finding.path("why").asText();
            }
        }
        throw new AssertionError("No finding says so: " + at.slipway.findings(release));
    }

    private static String production(Intercepted at) throws IOException {
        return at.bytes().lines().filter(line -> line.startsWith("production")).collect(Collectors.joining("\n"));
    }

    private static void awaitRunning(Intercepted at, String what) {
        RunningSlipway.await(what, PATIENCE, () -> at.bytes().contains(what));
    }

    private static void withdraw(Intercepted at, String release) throws Exception {
        var key = at.slipway.read("/history/process-instance/" + release).path("businessKey");
        at.liar.beHonest(ACTION, "production");
        assertThat(at.slipway.withdraw(key.asText()).statusCode()).isEqualTo(204);
        assertThat(at.slipway.outcome(release)).isEqualTo("withdrawn");
    }
}
