/** Permits and leases: what a worker must hold to touch a target, issued from evidence alone. */
@NullMarked
package io.slipway.permit;

import org.jspecify.annotations.NullMarked;
