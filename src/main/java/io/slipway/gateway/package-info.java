/**
 * The embedded gateway: a process of its own that hands users' requests to instances by weight and counts what comes
 * back. It stands in for HAProxy on one host; it ends no TLS and has no second copy of itself.
 */
@NullMarked
package io.slipway.gateway;

import org.jspecify.annotations.NullMarked;
