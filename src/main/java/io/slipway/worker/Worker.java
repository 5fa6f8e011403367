package io.slipway.worker;

import io.slipway.contract.Topic;

/**
 * Does the work of one external task. Every worker is idempotent: the engine promises <i>at least once</i>, so a worker
 * asks what is already there before it changes anything, and doing its work twice has the effect of doing it once.
 */
public interface Worker {

    /** The topic whose tasks this worker does. */
    Topic topic();

    /**
     * Does the work.
     *
     * @return what was found out; a "no" or "unknown" is an outcome with a finding, not an exception
     * @throws BusinessStop if the result cannot be reached and the model knows what then
     * @throws RetryableFailure if the world did not play along and trying again may help
     * @throws InterruptedException if the work was called off
     */
    Outcome work(Job job) throws InterruptedException;
}
