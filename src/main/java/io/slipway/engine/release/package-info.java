/** What the engine holds a release to: how it may be started, decided, and ended. */
@NullMarked
package io.slipway.engine.release;

import org.jspecify.annotations.NullMarked;
