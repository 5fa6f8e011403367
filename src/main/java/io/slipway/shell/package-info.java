/** The only place that starts a program: short tools, and processes that outlive Slipway. */
@NullMarked
package io.slipway.shell;

import org.jspecify.annotations.NullMarked;
