/**
 * Faults: real processes are stopped and killed while real releases run, and what came of it is asked from outside. See
 * {@code docs/faults.md}.
 */
@NullMarked
package io.slipway.faults;

import org.jspecify.annotations.NullMarked;
