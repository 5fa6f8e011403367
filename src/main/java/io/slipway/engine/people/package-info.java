/** Who works with Slipway: groups with their rights, people with their passwords. */
@NullMarked
package io.slipway.engine.people;

import org.jspecify.annotations.NullMarked;
