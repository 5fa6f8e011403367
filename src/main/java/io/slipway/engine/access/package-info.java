/** The doors of the engine: who is there, what they may call, and what nobody may do. */
@NullMarked
package io.slipway.engine.access;

import org.jspecify.annotations.NullMarked;
