package io.slipway.judge;

import org.jspecify.annotations.Nullable;

/**
 * What both versions answered in the same span of time, such as a minute.
 *
 * <p>A side whose series was not there is {@code null}, which is something else than {@link Counts#NONE}: nobody knows what
 * happened, so the whole answer can only be unknown or to roll back. Who reads counters that only grow makes one longer block
 * of the time in which they could not be read; then nothing is missing.
 *
 * @param candidate the new version
 * @param baseline the old version
 */
public record Block(@Nullable Counts candidate, @Nullable Counts baseline) {}
