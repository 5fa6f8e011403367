/** Asks one instance over HTTP how it is, and whether it does what it is there for. */
@NullMarked
package io.slipway.probe;

import org.jspecify.annotations.NullMarked;
