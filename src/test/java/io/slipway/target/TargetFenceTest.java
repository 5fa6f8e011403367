package io.slipway.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.Topic;
import io.slipway.permit.Demand;
import io.slipway.permit.Permit;
import io.slipway.permit.PermitRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may change a target, and who comes too late. */
@Tag("PHASE-0")
class TargetFenceTest {

    private static final Demand STOP = new Demand("1", Topic.STOP_INSTANCES, "shop", "staging", Optional.empty());

    private final AtomicInteger changes = new AtomicInteger();
    private Harbour harbour;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        harbour = new Harbour(folder);
    }

    private Permit permit(long fence) {
        return harbour.granting().permit(STOP, fence, Instant.now().plusSeconds(60));
    }

    private void change(Permit permit) throws Exception {
        harbour.target().<Integer, RuntimeException>change(permit, changes::incrementAndGet);
    }

    @Test
    void whoWasOvertakenChangesNothing() throws Exception {
        change(permit(7));
        change(permit(7));
        change(permit(8));
        assertThat(changes).hasValue(3);

        assertThatThrownBy(() -> change(permit(7)))
                .isInstanceOf(PermitRefusedException.class)
                .hasMessageContaining("7")
                .hasMessageContaining("8");

        assertThat(changes).hasValue(3);
        assertThat(harbour.root().resolve("fence")).hasContent("8 shop-1");
    }

    @Test
    void whoseWorkFailedHasOvertakenAllTheSame() throws Exception {
        assertThatThrownBy(() -> harbour.target().change(permit(9), () -> {
                    throw new IOException("the disk is full");
                }))
                .hasMessage("the disk is full");
        assertThatThrownBy(() -> change(permit(8))).isInstanceOf(PermitRefusedException.class);
    }

    @Test
    void anExpiredPermitChangesNothing() {
        var expired = harbour.granting().permit(STOP, 7, Instant.now().minusSeconds(1));
        assertThatThrownBy(() -> change(expired)).hasMessageContaining("expired");
        assertThat(changes).hasValue(0);
        assertThat(harbour.root().resolve("fence")).doesNotExist();
    }

    @Test
    void aPermitForAnotherTargetChangesNothing(@TempDir Path other) throws Exception {
        var elsewhere = new Harbour(other);
        var permit = elsewhere.granting().permit(STOP, 7, Instant.now().plusSeconds(60));
        assertThatThrownBy(() -> change(permit)).hasMessageContaining("same catalog");
        assertThat(changes).hasValue(0);
    }

    @Test
    void aDamagedFenceIsNoFence() throws Exception {
        change(permit(7));
        Files.writeString(harbour.root().resolve("fence"), "seven");
        assertThatThrownBy(() -> change(permit(8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
        assertThat(changes).hasValue(1);
    }
}
