package io.slipway.evidence;

/**
 * Where a chain of evidence ends.
 *
 * @param sequence its last entry's place; 0: it has none
 * @param hash its last entry's hash
 */
public record ChainEnd(long sequence, String hash) {}
