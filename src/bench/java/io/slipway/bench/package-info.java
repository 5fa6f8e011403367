/** The benchmark: Slipway beside a bare Camunda application, and how long the old version is away. */
@NullMarked
package io.slipway.bench;

import org.jspecify.annotations.NullMarked;
