/** When a release may go to an environment: the catalog's calendar, holidays and freezes, and what is decided from them. */
@NullMarked
package io.slipway.calendar;

import org.jspecify.annotations.NullMarked;
