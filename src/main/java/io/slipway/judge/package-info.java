/**
 * The sequential judge: says of counts whether a new version is worse than the old one at the same time. Pure: no clock, no
 * I/O, nothing of Slipway's. Nothing uses it yet.
 */
@NullMarked
package io.slipway.judge;

import org.jspecify.annotations.NullMarked;
