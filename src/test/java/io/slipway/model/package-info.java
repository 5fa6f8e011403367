/** The stories that the models tell, and what holds the models to the code. */
@NullMarked
package io.slipway.model;

import org.jspecify.annotations.NullMarked;
