package io.slipway.evidence;

import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Holds the key of this installation and says at the start which one it is. */
@Component
@Profile("!worker")
class Signer {

    private static final Logger LOG = LoggerFactory.getLogger("slipway.evidence");

    private final SigningKey key;
    private final Seal seal;

    Signer(EvidenceSettings settings) {
        var file = settings.keyFile();
        if (settings.evidence().keyFile() != null && !Files.exists(file)) {
            throw new IllegalStateException("slipway.evidence.key-file: there is no " + file);
        }
        key = SigningKey.in(file);
        seal = Seal.in(settings.sealFile());
        LOG.info("Evidence is signed by {} ({})", key.fingerprint(), file);
    }

    Seal seal() {
        return seal;
    }

    SigningKey key() {
        return key;
    }
}
