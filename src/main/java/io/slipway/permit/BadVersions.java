package io.slipway.permit;

import io.slipway.contract.Rule;
import io.slipway.evidence.Entry;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Fact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The versions that are marked bad (ROLL-3). The marks are evidence and nothing else: who could take one away, cannot. */
@Component
@Profile("!worker")
public class BadVersions {

    private static final String SERVICE = "service";
    private static final String VERSION = "version";
    private static final String MARK = "mark";
    private static final String REASON = "reason";
    private static final String BAD = "bad";
    private static final String LIFTED = "lifted";

    private final EvidenceLog evidence;

    BadVersions(EvidenceLog evidence) {
        this.evidence = evidence;
    }

    /** All of them, the oldest mark first. */
    public List<BadVersion> all() {
        var bad = new LinkedHashMap<String, BadVersion>();
        for (var entry : evidence.ofNoRelease(EntryKind.VERSION_MARK)) {
            var version = read(entry);
            var name = version.service() + " " + version.version();
            bad.remove(name);
            if (text(entry, MARK).equals(BAD)) {
                bad.put(name, version);
            }
        }
        return List.copyOf(bad.values());
    }

    /** The mark of this version; empty: it has none. */
    public Optional<BadVersion> of(String service, String version) {
        return all().stream()
                .filter(bad -> bad.service().equals(service) && bad.version().equals(version))
                .findFirst();
    }

    /** Marks a version, with the transaction that is under way; running releases of it are told in their own evidence. */
    public void mark(String service, String version, String actor, String reason, List<String> releases) {
        tell(null, service, version, BAD, actor, reason);
        releases.forEach(release -> tell(release, service, version, BAD, actor, reason));
    }

    /** Takes the mark away, with the transaction that is under way. */
    public void lift(String service, String version, String actor, String reason) {
        tell(null, service, version, LIFTED, actor, reason);
    }

    private void tell(
            @Nullable String release, String service, String version, String mark, String actor, String reason) {
        var body = Map.of(SERVICE, service, VERSION, version, MARK, mark, REASON, reason);
        evidence.record(Fact.of(release, EntryKind.VERSION_MARK, List.of(Rule.ROLL_3), actor, body));
    }

    private static BadVersion read(Entry entry) {
        return new BadVersion(
                text(entry, SERVICE), text(entry, VERSION), entry.fact().actor(), entry.at(), text(entry, REASON));
    }

    private static String text(Entry entry, String field) {
        return entry.fact().body().path(field).asText();
    }
}
