package io.slipway.backup;

import io.slipway.artifact.AlteredException;
import io.slipway.catalog.Catalog;
import io.slipway.catalog.CatalogException;
import io.slipway.catalog.Environment;
import io.slipway.catalog.Service;
import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Topic;
import io.slipway.contract.Variable;
import io.slipway.permit.Goal;
import io.slipway.permit.Permit;
import io.slipway.permit.PermitRefusedException;
import io.slipway.target.LocalTarget;
import io.slipway.target.TargetBusyException;
import io.slipway.target.Version;
import io.slipway.worker.Job;
import io.slipway.worker.RetryableFailure;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What a release can go back to.
 *
 * @param service what is released
 * @param target where
 * @param confirmed the version that was confirmed there last; empty before the first
 * @param job what is done about it
 */
record ConfirmedTarget(Service service, LocalTarget target, Optional<Version> confirmed, Job job) {

    /** A check of what a release can go back to. */
    interface Check {
        Finding of(ConfirmedTarget target) throws IOException, InterruptedException, AlteredException;
    }

    /** The check's finding about the job's target: altered bytes are a fail, what cannot be looked at is unknown. */
    static Finding check(Rule rule, Catalog catalog, Job job, Check check) throws InterruptedException {
        var digest = job.find(Variable.CONFIRMED_DIGEST).orElse("none");
        var facts = Map.of("confirmed", job.find(Variable.CONFIRMED_VERSION).orElse("none"), "digest", digest);
        try {
            return check.of(of(catalog, job));
        } catch (AlteredException e) {
            return Finding.fail(rule, e.why(), facts);
        } catch (PermitRefusedException e) {
            return Finding.fail(rule, String.valueOf(e.getMessage()), facts);
        } catch (TargetBusyException e) {
            // somebody who was overtaken may stand still with the target's lock: no reason to ask a person
            throw new RetryableFailure("What is on the target cannot be looked at now: " + e.getMessage(), e);
        } catch (IOException | CatalogException e) {
            return Finding.unknown(rule, "What is on the target cannot be looked at: " + e.getMessage(), facts);
        }
    }

    /** The permit to try a rollback to the confirmed version. */
    Permit permit() throws InterruptedException {
        var goal = confirmed.map(version -> new Goal(version.number(), version.digest()));
        return job.permit(Topic.PROVE_ROLLBACK_PATH, goal);
    }

    /** What the catalog says of the environment. */
    Environment environment() {
        return service.environment(job.get(Variable.ENVIRONMENT));
    }

    private static ConfirmedTarget of(Catalog catalog, Job job) {
        var service = catalog.service(job.get(Variable.SERVICE));
        var target = new LocalTarget(service, job.get(Variable.ENVIRONMENT));
        var confirmed = job.find(Variable.CONFIRMED_VERSION)
                .map(number -> new Version(number, job.get(Variable.CONFIRMED_DIGEST)));
        return new ConfirmedTarget(service, target, confirmed, job);
    }
}
