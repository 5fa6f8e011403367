package io.slipway.evidence;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How evidence is kept.
 *
 * @param data the folder that everything is kept in: here the signing key and {@code heads.log}
 * @param evidence the rest
 */
@ConfigurationProperties("slipway")
record EvidenceSettings(@DefaultValue("./data") Path data, @DefaultValue Evidence evidence) {

    /**
     * @param keyFile the Ed25519 private key (PKCS#8, PEM) that heads are signed with; absent: one is made at the first start
     * @param sealFile the secret that rows are sealed with, the same for all nodes of one database; absent: made at the
     *     first start
     * @param checkInterval how often the chain is looked at
     * @param checkedAtOnce how many old entries are looked at again each time, beside all new ones
     * @param refusals how many refused attempts of one caller are written at once
     * @param refusalPause after which one more is written; those between are counted
     */
    record Evidence(
            @Nullable Path keyFile,
            @Nullable Path sealFile,
            @DefaultValue("10s") Duration checkInterval,
            @DefaultValue("2000") int checkedAtOnce,
            @DefaultValue("100") int refusals,
            @DefaultValue("1m") Duration refusalPause) {

        Evidence {
            if (checkInterval.isNegative() || checkInterval.isZero() || checkedAtOnce < 1) {
                throw new IllegalArgumentException(
                        "slipway.evidence: the chain is checked at intervals, some entries at once");
            }
            if (refusals < 1 || refusalPause.isNegative() || refusalPause.isZero()) {
                throw new IllegalArgumentException("slipway.evidence: at least one refusal is written, with pauses");
            }
        }
    }

    Path keyFile() {
        return evidence.keyFile() == null ? data.resolve("evidence-key.pem") : evidence.keyFile();
    }

    Path sealFile() {
        return evidence.sealFile() == null ? data.resolve(EvidenceCopy.SEAL) : evidence.sealFile();
    }

    Path headsFile() {
        return data.resolve(EvidenceCopy.HEADS);
    }
}
