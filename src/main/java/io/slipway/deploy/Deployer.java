package io.slipway.deploy;

import io.slipway.catalog.CatalogException;
import io.slipway.catalog.Service;
import io.slipway.contract.Instance;
import io.slipway.permit.Permit;
import io.slipway.permit.PermitRefusedException;
import io.slipway.target.Version;
import io.slipway.worker.BusinessStop;
import io.slipway.worker.RetryableFailure;
import java.util.List;
import java.util.Optional;

/**
 * Brings one environment to a version. Everything is asked from the target and nothing remembered, and everything is
 * idempotent: done twice, it has the effect of once. What may succeed later is a {@link RetryableFailure}.
 */
interface Deployer {

    /** A kind of target: a bean. */
    interface Kind {

        /** As the catalog names it. */
        String kind();

        /**
         * The deployer of an environment.
         *
         * @throws CatalogException if its settings are wrong
         */
        Deployer deployer(Service service, String environment);
    }

    /**
     * What came of a start.
     *
     * @param instances those of the version, one for each name
     * @param started how many of them did not run before
     */
    record Started(List<Instance> instances, int started) {}

    /**
     * Starts every instance of the version that does not run yet, beside what runs; what serves is not disturbed.
     *
     * @throws BusinessStop if the version's bytes are missing or altered, or there is no room for it
     * @throws PermitRefusedException if the permit does not count here (any more)
     */
    Started start(Version version, Permit permit) throws InterruptedException;

    /**
     * Sees to it that nobody can change anything with an older permit any more.
     *
     * @throws PermitRefusedException if the permit does not count here (any more)
     */
    void fenceOff(Permit permit) throws InterruptedException;

    /** What really runs, of whatever version. */
    List<Instance> running() throws InterruptedException;

    /** Whether what runs is what the version needs, and nothing else; no version needs nothing. */
    boolean runsExactly(Optional<Version> version) throws InterruptedException;

    /**
     * Stops every instance of other versions, or all if there is none to keep, and makes the kept one the current one.
     *
     * @return what runs now
     * @throws PermitRefusedException if the permit does not count here (any more)
     */
    List<Instance> stopAllExcept(Optional<Version> version, Permit permit) throws InterruptedException;

    /**
     * Makes the version the current one, records it as confirmed and stops all others.
     *
     * @return what runs now
     * @throws PermitRefusedException if the permit does not count here (any more)
     */
    List<Instance> confirm(Version version, Permit permit) throws InterruptedException;
}
