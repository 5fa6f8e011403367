/** The chain of evidence: entries, their hashes, signed heads, packs, and the proof that nothing was changed. */
@NullMarked
package io.slipway.evidence;

import org.jspecify.annotations.NullMarked;
