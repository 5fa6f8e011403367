package io.slipway.artifact;

import io.slipway.catalog.TrustedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;

/** Finds the attestations beside an artifact. */
public final class Attestations {

    private static final int LARGEST = 1024 * 1024;

    private Attestations() {}

    /**
     * What is attested of an artifact, by the one file of the kind that lies beside it.
     *
     * @param artifact the artifact's file; its attestations lie beside it
     * @param digest SHA-256 of its bytes
     * @param trusted whose signatures count
     */
    public static Attestation read(Attestation.Kind kind, Path artifact, String digest, List<TrustedKey> trusted) {
        var there = Arrays.stream(Format.values())
                .filter(format -> Files.exists(kind.beside(artifact, format)))
                .toList();
        if (there.isEmpty()) {
            return new Attestation.Missing("there is no "
                    + String.join(" or ", names(kind, artifact, List.of(Format.values()))) + " beside the artifact");
        }
        if (there.size() > 1) {
            return new Attestation.Contradicting("beside the artifact are "
                    + String.join(" and ", names(kind, artifact, there)) + ", and one of them alone may attest it");
        }
        var file = kind.beside(artifact, there.get(0));
        return read(there.get(0), file, new Verifier(kind, file.getFileName().toString(), digest, trusted));
    }

    private static List<String> names(Attestation.Kind kind, Path artifact, List<Format> formats) {
        return formats.stream()
                .map(format -> kind.beside(artifact, format).getFileName().toString())
                .toList();
    }

    private static Attestation read(Format format, Path file, Verifier verifier) {
        List<Bundle> bundles;
        try {
            bundles = format.read(bytes(file));
        } catch (IOException e) {
            return new Attestation.Missing(file.getFileName() + " cannot be read: " + Json.why(e));
        }
        try {
            return verifier.verify(bundles);
        } catch (IOException | GeneralSecurityException e) {
            return new Attestation.Missing(file.getFileName() + " cannot be checked: " + Json.why(e));
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("it is larger than " + LARGEST + " bytes");
            }
            return bytes;
        }
    }
}
