package io.slipway.engine.access;

import java.util.List;

/**
 * Who calls.
 *
 * @param id the name of the user
 * @param groups what they are in
 */
record Caller(String id, List<String> groups) {}
