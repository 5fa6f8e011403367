/** The bytes of a version: digest, manifest, unpacking, and what was attested of them (in-toto statements in DSSE envelopes, bare or in Sigstore bundles). */
@NullMarked
package io.slipway.artifact;

import org.jspecify.annotations.NullMarked;
