/** Slipway's own backup: a copy of the H2 file's content while Slipway runs, encrypted, and proven by a restore. */
@NullMarked
package io.slipway.engine.backup;

import org.jspecify.annotations.NullMarked;
