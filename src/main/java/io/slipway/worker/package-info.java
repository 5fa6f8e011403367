/** The door out: what a worker is, and the host that runs workers against an engine. */
@NullMarked
package io.slipway.worker;

import org.jspecify.annotations.NullMarked;
