/** Proves, before anything is changed, that the way back works. */
@NullMarked
package io.slipway.backup;

import org.jspecify.annotations.NullMarked;
