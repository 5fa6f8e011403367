package io.slipway.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Makes the pack of one release: everything that a stranger needs to check its story without Slipway. */
@Component
@Profile("!worker")
public class EvidencePacks {

    private static final int PAGE = 2000;

    private final EvidenceTable table;
    private final EvidenceLog log;
    private final Signer signer;

    EvidencePacks(EvidenceTable table, EvidenceLog log, Signer signer) {
        this.table = table;
        this.log = log;
        this.signer = signer;
    }

    /**
     * The pack as a zip: the release's entries, the chain's links from the signed head before them to the chain's end at
     * this moment, the signed heads among them, models, findings, decisions and a report; signed as a whole.
     *
     * @param models gives the models of a deployment, by name
     * @return empty if there is no evidence of such a release
     * @throws IllegalStateException if its evidence is not as Slipway wrote it
     */
    public Optional<byte[]> of(String release, Function<String, Map<String, byte[]>> models) {
        var end = table.end();
        var own = log.of(release).stream()
                .filter(entry -> entry.sequence() <= end.sequence())
                .toList();
        return own.isEmpty() ? Optional.empty() : Optional.of(pack(release, own, end, models));
    }

    private byte[] pack(String release, List<Entry> own, HashChain end, Function<String, Map<String, byte[]>> models) {
        var slice = slice(own, end);
        var files = new LinkedHashMap<String, byte[]>();
        put(files, PackFiles.CHAIN, slice.links().toString());
        put(
                files,
                PackFiles.ENTRIES,
                slice.shown().stream().map(entry -> entry.content() + "\n").collect(Collectors.joining()));
        put(files, PackFiles.FINDINGS, Extracts.findings(own));
        put(files, PackFiles.DECISIONS, Extracts.decisions(own));
        var deployed = models.apply(own.get(0).fact().body().path("deployment").asText());
        deployed.forEach((name, bytes) -> files.put(PackFiles.MODELS + name, bytes));
        var key = signer.key().fingerprint();
        put(files, PackFiles.REPORT, new Report(release, own, deployed, key).html());
        var shown = slice.shown().stream().map(Entry::sequence).toList();
        var digest = Extracts.digest(own);
        var digests = PackManifest.digests(files);
        return sign(new PackManifest(release, now(), slice.before(), end, shown, digest, key, digests), files);
    }

    /** A piece of the chain, and the entries in it whose content is shown. */
    private record Slice(HashChain before, StringBuilder links, List<Entry> shown) {}

    /** From the signed head before the release to the chain's end. */
    private Slice slice(List<Entry> own, HashChain end) {
        var first = table.head(own.get(0).sequence(), true).orElse(1L);
        var last = own.get(own.size() - 1).sequence();
        var until = table.head(last, false).orElse(last);
        var release = own.get(0).fact().release();
        var before = new HashChain(first - 1, table.after(first - 1, 1).get(0).previous());
        var slice = new Slice(before, new StringBuilder(), new ArrayList<>());
        for (var at = first - 1; at < end.sequence(); ) {
            var rows = table.after(at, (int) Math.min(PAGE, end.sequence() - at));
            for (var row : rows) {
                slice.links().append(row.link().line()).append('\n');
                if (Objects.equals(release, row.release()) || (row.kind().equals("head") && row.sequence() <= until)) {
                    slice.shown().add(Entry.trusted(row.content()));
                }
            }
            at = rows.isEmpty() ? end.sequence() : rows.get(rows.size() - 1).sequence();
        }
        return slice;
    }

    private byte[] sign(PackManifest manifest, Map<String, byte[]> files) {
        var json = manifest.write().getBytes(StandardCharsets.UTF_8);
        files.put(PackFiles.MANIFEST, json);
        files.put(PackFiles.SIGNATURE, signer.key().sign(json));
        put(files, PackFiles.KEY, Ed25519.pem(signer.key().open()));
        return new PackFiles(files).zip();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void put(Map<String, byte[]> files, String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
