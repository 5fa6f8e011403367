/** Tells people. */
@NullMarked
package io.slipway.notify;

import org.jspecify.annotations.NullMarked;
