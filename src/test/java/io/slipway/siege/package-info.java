/** Ways round a gate, tried on a running Slipway. */
@NullMarked
package io.slipway.siege;

import org.jspecify.annotations.NullMarked;
