package io.slipway.siege;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.RunningSlipway;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The control of {@link WaysRoundIT}: on a Slipway whose guards were taken out the same attempts work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("PHASE-0")
class WithoutGuardsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private @Nullable Siege siege;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException, InterruptedException {
        siege = new Siege(folder, false);
    }

    @AfterAll
    void close() throws IOException {
        siege().close();
    }

    /** Before, not after: what is left is what a test that failed has to be understood from. */
    @BeforeEach
    void endAll() throws Exception {
        siege().endAll();
    }

    private Siege siege() {
        return Objects.requireNonNull(siege);
    }

    static List<Way> ways() {
        return Ways.all();
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("ways")
    void isOpen(Way way) throws Exception {
        var waiting = siege().waiting();
        assertThat(way.effect().seen(siege(), waiting)).isFalse();

        var answer = way.attempt().on(siege(), waiting);

        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        RunningSlipway.await("it worked", PATIENCE, () -> way.effect().seen(siege(), waiting));
    }

    @Order(2)
    @Test
    void anybodyConfirmsByHand() throws Exception {
        var byHand = new ByHand(siege());

        var answer = byHand.attempt("root");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        assertThat(byHand.isConfirmed()).isTrue();
    }

    @Order(3)
    @Test
    void aTaskWrittenIntoTheDatabaseIsDone() throws Exception {
        var waiting = siege().waiting();
        new ForgedTask(siege()).start(siege().instance(waiting.untested(), "release"), "1.5.0");

        RunningSlipway.await("it runs", PATIENCE, () -> Effects.bringsUntested().seen(siege(), waiting));
    }
}
