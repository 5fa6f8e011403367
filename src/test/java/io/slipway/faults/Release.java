package io.slipway.faults;

import io.slipway.pier.Behaviour;
import io.slipway.pier.Place;

/**
 * A release that was asked for, and whose start was acknowledged.
 *
 * @param key its business key
 * @param instance the id of its process instance
 */
record Release(String key, String instance, Place place, String version, String digest, Behaviour behaviour) {}
