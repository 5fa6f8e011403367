/** Writes the evidence of what the engine does, in the engine's own transactions. */
@NullMarked
package io.slipway.engine.proof;

import org.jspecify.annotations.NullMarked;
