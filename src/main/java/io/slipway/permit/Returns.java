package io.slipway.permit;

import io.slipway.contract.ChangeKind;
import io.slipway.contract.ReleaseEnd;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.evidence.EndedReleases;
import io.slipway.evidence.EvidenceLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Where a confirmed release can be rolled back to, and whether a rollback has come there; from the evidence alone. */
@Component
@Profile("!worker")
public class Returns {

    /** What the old version is looked at for once it has the traffic again: as a release's is. */
    static final List<Rule> VERIFIED = List.of(Rule.VERI_1, Rule.VERI_3, Rule.MON_2, Rule.MON_3);

    private final EvidenceLog evidence;
    private final EndedReleases ended;
    private final Confirmations confirmations;

    Returns(EvidenceLog evidence, EndedReleases ended, Confirmations confirmations) {
        this.evidence = evidence;
        this.ended = ended;
        this.confirmations = confirmations;
    }

    /**
     * What a rollback of this release would bring back there; empty: it did not end confirmed there, nothing was confirmed
     * before it, or no evidence proves what was. A rollback ends {@link ReleaseEnd#ROLLED_BACK}, never confirmed: so none is
     * rolled back.
     */
    public Optional<Return> of(String release, String service, String environment) {
        var record = new ReleaseRecord(evidence.proofs(release));
        var undone = record.endedConfirmed(service, environment);
        var to = record.confirmedBy()
                .flatMap(before -> confirmations.by(before, service, environment))
                .filter(confirmed -> record.confirmed().equals(Optional.of(confirmed.goal())));
        return undone.flatMap(taken -> to.map(back -> new Return(taken, back)));
    }

    /**
     * The releases that may have changed the database there since the one that is taken back was confirmed: the old version was
     * tried on what that one leaves, and what was left before it, and on nothing later. A rollback leaves data as it is, so
     * those that were rolled back are among them.
     */
    public List<String> untried(Return back, String service, String environment) {
        return ended.of(service, environment).stream()
                .takeWhile(release -> !release.equals(back.undone().release()))
                .filter(release -> {
                    var record = new ReleaseRecord(evidence.proofs(release));
                    return record.plan().isPresent()
                            && record.endedWithEffect(service, environment).isPresent()
                            && ChangeKind.mayBeDatabase(record.changeKinds());
                })
                .toList();
    }

    /**
     * What the process that this is the record of brings back; empty: it is no rollback of a confirmed release, or no evidence
     * proves that what it takes back was confirmed when it took the environment.
     */
    public Optional<Return> of(ReleaseRecord rollback) {
        return rollback.undoes()
                .filter(undone -> rollback.confirmedBy().equals(Optional.of(undone)))
                .flatMap(undone -> of(
                        undone,
                        rollback.asked(Variable.SERVICE.name()).orElse(""),
                        rollback.asked(Variable.ENVIRONMENT.name()).orElse("")));
    }

    /**
     * What the environment is back at, once workers were permitted to bring it there and have looked at it since, or have found
     * it there untouched; empty: that is not proven, whatever moved the process to its end.
     */
    public Optional<Return> reached(ReleaseRecord rollback) {
        return of(rollback)
                .filter(back -> rollback.over().isEmpty())
                .filter(back -> isBack(rollback, back.to().goal())
                        || wasThere(rollback, back.to().goal()));
    }

    private static boolean isBack(ReleaseRecord rollback, Goal goal) {
        return rollback.permittedBack(Topic.STOP_INSTANCES, goal)
                .filter(permit -> VERIFIED.stream()
                        .allMatch(rule -> rollback.passed(rule, goal.digest(), Instant.MIN, permit)
                                .isPresent()))
                .isPresent();
    }

    private static boolean wasThere(ReleaseRecord rollback, Goal goal) {
        return rollback.permittedBack(Topic.ASSESS_STATE, goal).isPresent()
                && rollback.permittedBack(Topic.ASSESS_TRAFFIC, goal).isPresent()
                && rollback.permittedBack(Topic.START_INSTANCES, goal).isEmpty()
                && rollback.answered(Topic.ASSESS_STATE, Variable.TARGET_UNTOUCHED.name())
                        .equals(Optional.of("true"))
                && rollback.answered(Topic.ASSESS_TRAFFIC, Variable.TRAFFIC_UNTOUCHED.name())
                        .equals(Optional.of("true"));
    }
}
