/** The checks of phase 1, one worker a file. */
@NullMarked
package io.slipway.prepare;

import org.jspecify.annotations.NullMarked;
