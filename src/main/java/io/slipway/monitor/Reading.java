package io.slipway.monitor;

/**
 * A fresh value of one signal for one instance.
 *
 * @param signal its name, for people
 * @param address of the instance: {@code host:port}
 */
record Reading(Category category, String signal, String address, double value) {}
