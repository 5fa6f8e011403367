/** Who has agreed to a release, and whether that is enough. */
@NullMarked
package io.slipway.permit;

import org.jspecify.annotations.NullMarked;
