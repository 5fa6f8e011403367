package io.slipway.permit;

import io.slipway.evidence.EvidenceLog;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/** Whose permits count in this JVM: those of its own server, and those of the keys that its configuration names. */
@Component
@EnableConfigurationProperties(PermitKeys.Settings.class)
public final class PermitKeys {

    /** @param keys fingerprints, as the server says at its start: {@code sha256:} and 64 hex digits */
    @ConfigurationProperties("slipway.permit")
    record Settings(@DefaultValue List<String> keys) {

        Settings {
            keys = List.copyOf(keys);
            for (var key : keys) {
                if (!key.matches("sha256:[0-9a-f]{64}")) {
                    throw new IllegalArgumentException(
                            "slipway.permit.keys: '" + key + "' is no fingerprint; the server"
                                    + " says its own at its start: Evidence is signed by sha256:…");
                }
            }
        }
    }

    private final Set<String> trusted = new HashSet<>();

    /** Exactly these fingerprints. */
    public PermitKeys(Set<String> trusted) {
        this.trusted.addAll(trusted);
    }

    @Autowired
    PermitKeys(Settings settings, ObjectProvider<EvidenceLog> own) {
        trusted.addAll(settings.keys());
        own.ifAvailable(log -> trusted.add(log.signer()));
    }

    /** @throws IllegalStateException if nobody's permits count: whoever asks for one would be refused for ever */
    public void requireSome() {
        if (trusted.isEmpty()) {
            throw new IllegalStateException("slipway.permit.keys is missing: with the profile 'worker' nobody's permits"
                    + " would count; name the fingerprint that the server says at its start (Evidence is signed by"
                    + " sha256:…)");
        }
    }

    /** Their fingerprints. */
    public Set<String> trusted() {
        return Set.copyOf(trusted);
    }
}
