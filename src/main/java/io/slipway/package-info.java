/** The two roles of the one jar: Slipway itself, and the gateway that it starts. */
@NullMarked
package io.slipway;

import org.jspecify.annotations.NullMarked;
