/** What hands users' requests to instances: shares, draining, and what the traffic says of a version. */
@NullMarked
package io.slipway.traffic;

import org.jspecify.annotations.NullMarked;
