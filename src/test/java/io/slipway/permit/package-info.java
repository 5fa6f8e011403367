@NullMarked
package io.slipway.permit;

import org.jspecify.annotations.NullMarked;
