package io.slipway.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.Instance;
import io.slipway.contract.Topic;
import io.slipway.permit.Demand;
import io.slipway.permit.Goal;
import io.slipway.permit.Permit;
import io.slipway.permit.PermitRefusedException;
import io.slipway.target.Harbour;
import io.slipway.target.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every kind of target does with a permit and its fence.
 *
 * <p>A kind looks at the permit right before it acts: that it is for this place, and has not expired. It compares the fence
 * with the highest that the target has seen, and refuses a smaller one, in one step with the change. A kind that cannot do
 * this itself, such as a script of the operator's, hands both over: {@link Permit#text()}, the permit as it was signed, and
 * {@link Permit#fence()}. Whoever acts then has to keep the highest fence where it acts, to refuse a smaller one, and to
 * do both under a lock; it may verify the signature (Ed25519 over the canonical JSON without the field {@code signature})
 * with the key whose fingerprint the server says at its start.
 */
abstract class DeployerContract {

    private static final int INSTANCES = 2;

    /** The deployer, and what its target is made of. */
    abstract Deployer deployer();

    abstract Harbour harbour();

    private Permit permit(Topic action, Version goal, long fence, Instant expires) {
        var demand = new Demand("1", action, "shop", "staging", Optional.of(new Goal(goal.number(), goal.digest())));
        return harbour().granting().permit(demand, fence, expires);
    }

    private Permit permit(Topic action, Version goal, long fence) {
        return permit(action, goal, fence, Instant.now().plusSeconds(60));
    }

    private void refused(ThrowingCallable effect) {
        assertThatThrownBy(effect).isInstanceOf(PermitRefusedException.class);
    }

    @Test
    @Tag("PHASE-0")
    void whoWasOvertakenBringsAndStopsNothing() throws Exception {
        var old = harbour().build("1.0.0", "good");
        var late = harbour().build("1.1.0", "good");
        deployer().start(old, permit(Topic.START_INSTANCES, old, 7));

        refused(() -> deployer().start(late, permit(Topic.START_INSTANCES, late, 6)));
        refused(() -> deployer().stopAllExcept(Optional.of(late), permit(Topic.STOP_INSTANCES, late, 6)));
        refused(() -> deployer().confirm(old, permit(Topic.CONFIRM_RELEASE, old, 6)));

        assertThat(deployer().running())
                .isNotEmpty()
                .extracting(Instance::digest)
                .containsOnly(old.digest());
        assertThat(harbour().processes(late)).isEmpty();
    }

    @Test
    @Tag("PHASE-0")
    void whoIsFencedOffBringsNothingThoughNothingHasChanged() throws Exception {
        var late = harbour().build("1.1.0", "good");
        deployer().fenceOff(permit(Topic.ASSESS_STATE, late, 9));

        refused(() -> deployer().start(late, permit(Topic.START_INSTANCES, late, 8)));

        assertThat(deployer().running()).isEqualTo(List.of());
        assertThat(harbour().processes(late)).isEmpty();
    }

    @Test
    @Tag("NOT-3")
    void anExpiredPermitBringsNothing() throws Exception {
        var version = harbour().build("1.0.0", "good");
        var expired = permit(Topic.START_INSTANCES, version, 7, Instant.now().minusSeconds(1));

        refused(() -> deployer().start(version, expired));

        assertThat(deployer().running()).isEmpty();
        deployer().start(version, permit(Topic.START_INSTANCES, version, 1));
        assertThat(deployer().running()).isNotEmpty();
    }

    @Test
    @Tag("DEPL-1")
    void theSameAgainWithALaterPermitChangesNothing() throws Exception {
        var version = harbour().build("1.0.0", "good");
        deployer().start(version, permit(Topic.START_INSTANCES, version, 1));
        var running = harbour().processes(version, INSTANCES);

        var again = deployer().start(version, permit(Topic.START_INSTANCES, version, 2));

        assertThat(again.started()).isZero();
        assertThat(harbour().processes(version, INSTANCES)).isEqualTo(running);
    }
}
