package io.slipway.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a file of attestations holds, by how its name ends. */
enum Format {
    /** One bare envelope. */
    DSSE(".dsse.json") {
        @Override
        List<Bundle> read(byte[] bytes) throws IOException {
            return List.of(Bundle.bare(Json.read(bytes)));
        }
    },
    /** One Sigstore bundle, as {@code cosign attest-blob --bundle} writes it. */
    SIGSTORE(".sigstore.json") {
        @Override
        List<Bundle> read(byte[] bytes) throws IOException {
            return List.of(Bundle.sigstore(Json.read(bytes)));
        }
    },
    /** A Sigstore bundle a line, as {@code gh attestation download} writes them. */
    JSON_LINES(".jsonl") {
        @Override
        List<Bundle> read(byte[] bytes) throws IOException {
            var bundles = new ArrayList<Bundle>();
            for (var line : new String(bytes, UTF_8).lines().toList()) {
                var number = bundles.size() + 1;
                try {
                    bundles.add(Bundle.sigstore(Json.read(line)));
                } catch (IOException e) {
                    throw new IOException("line " + number + ": " + Json.why(e), e);
                }
            }
            return bundles;
        }
    };

    private final String suffix;

    Format(String suffix) {
        this.suffix = suffix;
    }

    String suffix() {
        return suffix;
    }

    /**
     * All that is in such a file.
     *
     * @throws IOException if any of it is something else
     */
    abstract List<Bundle> read(byte[] bytes) throws IOException;
}
