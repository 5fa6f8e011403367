/** Every name that models and code share. */
@NullMarked
package io.slipway.contract;

import org.jspecify.annotations.NullMarked;
