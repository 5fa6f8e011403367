/** What a local target holds: release folders, instance slots, the list of what was confirmed. */
@NullMarked
package io.slipway.target;

import org.jspecify.annotations.NullMarked;
