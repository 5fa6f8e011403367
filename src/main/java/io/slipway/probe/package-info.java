/** Asks one instance over HTTP how it is. */
@NullMarked
package io.slipway.probe;

import org.jspecify.annotations.NullMarked;
