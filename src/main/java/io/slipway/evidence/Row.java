package io.slipway.evidence;

/**
 * An entry as the table keeps it.
 *
 * @param previous the hash of the entry before
 * @param hash its own
 * @param seal what only who holds the sealing key can compute of the hash
 */
record Row(Entry entry, String previous, String hash, String seal) {}
