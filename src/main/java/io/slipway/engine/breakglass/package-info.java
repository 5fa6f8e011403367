/** Break-glass: what nobody may do, done by two people together, for half an hour, to one release, in the open. */
@NullMarked
package io.slipway.engine.breakglass;

import org.jspecify.annotations.NullMarked;
