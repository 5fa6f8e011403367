package io.slipway.permit;

import io.slipway.contract.Topic;
import java.util.Optional;

/**
 * What somebody is about to do, and needs a permit for.
 *
 * @param task the id of the external task that it is the work of
 * @param action what is done
 * @param goal what the environment is brought to; empty: to nothing
 */
public record Demand(String task, Topic action, String service, String environment, Optional<Goal> goal) {}
