/** A very small service, how its versions are built and attested, and where it runs. */
@NullMarked
package io.slipway.pier;

import org.jspecify.annotations.NullMarked;
