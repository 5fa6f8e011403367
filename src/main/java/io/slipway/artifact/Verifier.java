package io.slipway.artifact;

import io.slipway.catalog.TrustedKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * Looks for what counts among the envelopes of one file. Nothing in them counts before their signature does.
 *
 * @param kind what is looked for
 * @param file the file's name
 * @param digest the artifact's SHA-256
 * @param trusted whose signatures count
 */
record Verifier(Attestation.Kind kind, String file, String digest, List<TrustedKey> trusted) {

    private static final String KEYLESS =
            "; it is signed without a key, under a certificate of Fulcio, which is not trusted by"
                    + " itself: sign with a key (cosign attest-blob --key), and put its public key into the trustedKeys";

    /** What came of one envelope, and how many checks it passed. */
    private record Look(int passed, Attestation attestation) {}

    /** The first that counts, if all that count say the same; if none does, why the nearest one does not. */
    Attestation verify(List<Bundle> bundles) throws IOException, GeneralSecurityException {
        var looks = new ArrayList<Look>();
        for (var bundle : bundles) {
            looks.add(look(bundle));
        }
        var verified = looks.stream()
                .map(Look::attestation)
                .filter(Attestation.Verified.class::isInstance)
                .map(Attestation.Verified.class::cast)
                .toList();
        if (!verified.isEmpty()) {
            return agreed(verified);
        }
        return looks.stream()
                .reduce(BinaryOperator.maxBy(Comparator.comparingInt(Look::passed)))
                .map(Look::attestation)
                .orElseGet(() -> new Attestation.Missing(file + " holds no attestation"));
    }

    private Look look(Bundle bundle) throws IOException, GeneralSecurityException {
        var signers = signers(bundle.envelope());
        if (signers.isEmpty()) {
            return new Look(
                    0,
                    no(" has no valid signature by a key that the catalog trusts ("
                            + trusted.stream().map(TrustedKey::id).toList() + ")"
                            + (bundle.keyless() ? KEYLESS : "")));
        }
        if (!bundle.envelope().payloadType().equals(Envelope.IN_TOTO)) {
            return new Look(1, no(" holds a '" + bundle.envelope().payloadType() + "'"));
        }
        var statement = Statement.of(bundle.envelope());
        if (!statement.isOf(kind)) {
            return new Look(
                    1,
                    no(" is a '" + statement.type() + "' of '" + statement.predicateType() + "', not of "
                            + String.join(" or ", kind.predicateTypes())));
        }
        if (!statement.isAbout(digest)) {
            return new Look(
                    2, no(" is about another artifact: no subject has its SHA-256 (" + digest.substring(0, 12) + "…)"));
        }
        return new Look(
                3, new Attestation.Verified(signers, statement.commits(), statement.finishedOn(), statement.result()));
    }

    private Attestation no(String why) {
        return new Attestation.Contradicting(file + why);
    }

    /** All of them: each is somebody who says that it is right. */
    private List<TrustedKey> signers(Envelope envelope) throws IOException, GeneralSecurityException {
        var signed = envelope.signedBytes();
        var signers = new ArrayList<TrustedKey>();
        for (var key : trusted) {
            for (var signature : envelope.signatures()) {
                if (signature.mayBeBy(key.id())
                        && VerificationKey.read(key.file()).verifies(signed, signature.sig())) {
                    signers.add(key);
                    break;
                }
            }
        }
        return signers;
    }

    private Attestation agreed(List<Attestation.Verified> all) {
        var first = all.get(0);
        var signers = new LinkedHashSet<TrustedKey>();
        for (var one : all) {
            if (!one.commits().equals(first.commits()) || !one.result().equals(first.result())) {
                return no(" holds attestations of this artifact that contradict each other: " + first.commits() + " "
                        + first.result() + " and " + one.commits() + " " + one.result());
            }
            signers.addAll(one.signers());
        }
        return new Attestation.Verified(List.copyOf(signers), first.commits(), oldest(all), first.result());
    }

    /** None may hide that another is older, or that nobody knows: their order says nothing. */
    private static Optional<Instant> oldest(List<Attestation.Verified> all) {
        return all.stream().allMatch(one -> one.finishedOn().isPresent())
                ? all.stream().flatMap(one -> one.finishedOn().stream()).min(Comparator.naturalOrder())
                : Optional.empty();
    }
}
