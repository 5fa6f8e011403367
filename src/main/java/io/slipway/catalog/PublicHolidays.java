package io.slipway.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Whose public holidays count.
 *
 * @param country its ISO 3166 code, such as {@code at}
 * @param region its part, as Jollyday names it, such as {@code 9} for Vienna; absent: the whole country's only
 */
public record PublicHolidays(@JsonProperty(required = true) String country, @Nullable String region) {}
