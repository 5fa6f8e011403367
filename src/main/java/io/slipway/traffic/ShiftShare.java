package io.slipway.traffic;

import io.slipway.artifact.AlteredException;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.Environment;
import io.slipway.catalog.Strategy;
import io.slipway.contract.ErrorCode;
import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.permit.Permit;
import io.slipway.target.LocalTarget;
import io.slipway.target.Version;
import io.slipway.worker.BusinessStop;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import io.slipway.worker.RetryableFailure;
import io.slipway.worker.Worker;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Gives the goal's instances the next share of the requests that the catalog names, and leaves the rest with the confirmed
 * version. Idempotent: who does it again gives the same share.
 */
@Component
final class ShiftShare implements Worker {

    private static final int ALL = 100;

    private final Catalog catalog;
    private final Traffics traffics;
    private final LastLook lastLook;

    ShiftShare(Catalog catalog, Traffics traffics, LastLook lastLook) {
        this.catalog = catalog;
        this.traffics = traffics;
        this.lastLook = lastLook;
    }

    @Override
    public Topic topic() {
        return Topic.SHIFT_SHARE;
    }

    @Override
    public Outcome work(Job job) throws InterruptedException {
        var goal = Traffics.goal(job);
        var share = next(job);
        lastLook.at(goal, job);
        var permit = job.permit(topic(), job.goal(), ErrorCode.BEHAVES_UNEXPECTEDLY);
        var version = new Version(job.get(Variable.GOAL_VERSION), job.get(Variable.GOAL_DIGEST));
        var target = new LocalTarget(catalog.service(job.get(Variable.SERVICE)), job.get(Variable.ENVIRONMENT));
        Counted counted;
        try {
            counted = target.<Counted, AlteredException>change(permit, () -> {
                target.unpacked(version);
                return shift(job, goal, share, permit);
            });
        } catch (AlteredException e) {
            throw new BusinessStop(ErrorCode.BEHAVES_UNEXPECTEDLY, e.why());
        } catch (IOException e) {
            throw new RetryableFailure("The share is not known to be given. " + e.getMessage(), e);
        }
        var now = Instant.now();
        return Outcome.done()
                .with(Variable.SHARE, String.valueOf(share))
                .with(Variable.SHARED_SINCE, now.toString())
                .with(Variable.WIDENED_SINCE, job.find(Variable.WIDENED_SINCE).orElse(now.toString()))
                .with(
                        Variable.ASKED_AT,
                        job.find(Variable.ASKED_AT)
                                .orElse(now.plus(strategy(job).longest()).toString()))
                .with(Variable.COUNTED, counted.write())
                .and(Finding.pass(
                        Rule.DEPL_1,
                        "Version " + job.get(Variable.GOAL_VERSION) + " has " + share + " % of the requests",
                        Map.of("share", String.valueOf(share))));
    }

    /** The share after the one that it has. */
    private int next(Job job) {
        var has = job.find(Variable.SHARE).map(Integer::parseInt).orElse(0);
        var strategy = strategy(job);
        return strategy.shares().stream()
                .filter(share -> strategy.isCanary() && share > has)
                .findFirst()
                .orElseThrow(() -> new BusinessStop(
                        ErrorCode.BEHAVES_UNEXPECTEDLY,
                        "The catalog names no share after " + has
                                + " %: it is not the one that the release was planned with. Give server and workers the"
                                + " same catalog"));
    }

    private Strategy strategy(Job job) {
        return environment(job).strategy();
    }

    private Environment environment(Job job) {
        return catalog.service(job.get(Variable.SERVICE)).environment(job.get(Variable.ENVIRONMENT));
    }

    private Counted shift(Job job, List<Instance> goal, int share, Permit permit)
            throws IOException, InterruptedException {
        var traffic = traffics.of(job);
        var serving = traffic.serving();
        var others =
                serving.stream().filter(upstream -> !upstream.isOneOf(goal)).toList();
        requireConfirmed(others, job);
        var slow = environment(job).verification().slowerThan();
        var now = Instant.now();
        // what was answered until now was answered at the share before
        var before = job.find(Variable.COUNTED)
                .map(Counted::read)
                .map(counted -> counted.look(serving, goal, slow, has(job), now));
        var shares = new ArrayList<Share>();
        for (var instance : goal) {
            var kept = serving.stream()
                    .map(Upstream::share)
                    .filter(one -> one.isOf(instance))
                    .findFirst();
            shares.add(kept.orElseGet(() -> Share.full(instance, now)).of(weight(share, others.size(), goal.size())));
        }
        others.forEach(other -> shares.add(other.share().of(weight(ALL - share, goal.size(), others.size()))));
        traffic.give(shares, permit.fence());
        return before.isPresent() ? before.get() : Counted.begin(traffic.serving(), goal, slow, Instant.now());
    }

    private static int has(Job job) {
        return Integer.parseInt(job.get(Variable.SHARE));
    }

    /** A comparison with something else than the confirmed version would say nothing. */
    private static void requireConfirmed(List<Upstream> others, Job job) {
        var confirmed = job.find(Variable.CONFIRMED_DIGEST).orElse("");
        if (others.isEmpty()
                || confirmed.isEmpty()
                || !others.stream().allMatch(other -> other.share().isOfVersion(confirmed))) {
            throw new BusinessStop(
                    ErrorCode.BEHAVES_UNEXPECTEDLY,
                    "The rest of the requests has to stay with the confirmed version, but goes to "
                            + others.stream().map(Upstream::id).toList() + ". The traffic was left where it is");
        }
    }

    /** Of one instance, so that all of its version have the share together, in whole numbers that are as small as can be. */
    private static int weight(int share, int ofOthers, int ofOwn) {
        var common = BigInteger.valueOf(ofOthers).gcd(BigInteger.valueOf(ofOwn)).intValue();
        return share * ofOthers / common;
    }
}
