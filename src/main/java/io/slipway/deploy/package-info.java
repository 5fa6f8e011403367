/** Brings an environment to a version: kinds of targets, and the workers that start, stop and confirm. */
@NullMarked
package io.slipway.deploy;

import org.jspecify.annotations.NullMarked;
