/** Facts of a change. */
@NullMarked
package io.slipway.change;

import org.jspecify.annotations.NullMarked;
