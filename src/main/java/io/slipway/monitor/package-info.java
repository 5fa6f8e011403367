/** Looks at started instances: how they are, and whether they do what they are there for. */
@NullMarked
package io.slipway.monitor;

import org.jspecify.annotations.NullMarked;
