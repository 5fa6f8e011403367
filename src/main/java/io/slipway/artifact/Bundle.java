package io.slipway.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * A DSSE envelope as it travels: bare, or in a Sigstore bundle
 * (https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto), which is how GitHub and cosign hand it
 * out. Of a bundle nothing counts but the envelope: neither its certificate nor its log entries are proof here.
 *
 * @param envelope what is signed
 * @param keyless whether it came with a certificate, as what is signed without a key of one's own does
 */
record Bundle(Envelope envelope, boolean keyless) {

    private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle";

    static Bundle bare(JsonNode json) throws IOException {
        return new Bundle(Json.envelope(json), false);
    }

    static Bundle sigstore(JsonNode json) throws IOException {
        if (!json.path("mediaType").asText().startsWith(MEDIA_TYPE)) {
            throw new IOException("it is no Sigstore bundle: its mediaType does not begin with " + MEDIA_TYPE
                    + "; cosign before 3 writes one with --new-bundle-format");
        }
        if (json.has("messageSignature")) {
            throw new IOException(
                    "the bundle holds a messageSignature, which attests nothing; only a dsseEnvelope may be there");
        }
        var material = json.path("verificationMaterial");
        if (!material.isObject()) {
            throw new IOException("the bundle has no verificationMaterial");
        }
        return new Bundle(
                Json.envelope(json.path("dsseEnvelope")),
                material.has("certificate") || material.has("x509CertificateChain"));
    }
}
