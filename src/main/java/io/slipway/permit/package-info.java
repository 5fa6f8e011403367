/** Plans, permits and leases: what a worker must hold to touch a target, and whether those who agreed are enough. */
@NullMarked
package io.slipway.permit;

import org.jspecify.annotations.NullMarked;
