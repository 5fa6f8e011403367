@NullMarked
package io.slipway.gateway;

import org.jspecify.annotations.NullMarked;
