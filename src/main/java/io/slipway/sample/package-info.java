/** The sample: a shop in eight versions, its customers, and two environments that it is released to. */
@NullMarked
package io.slipway.sample;

import org.jspecify.annotations.NullMarked;
