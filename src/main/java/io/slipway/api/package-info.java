/** What Slipway itself offers over HTTP, beside the engine's own interface. */
@NullMarked
package io.slipway.api;

import org.jspecify.annotations.NullMarked;
