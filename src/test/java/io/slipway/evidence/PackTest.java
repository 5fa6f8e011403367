package io.slipway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves the house: a pack that a stranger can check, and that cannot be changed unseen. */
@Tag("CHECK-8")
class PackTest {

    private Path folder;
    private Cellar cellar;
    private byte[] pack;

    @BeforeEach
    void fill(@TempDir Path folder) {
        this.folder = folder;
        var source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        cellar = new Cellar(source, "h2", folder);
        cellar.twoReleases();
        pack = cellar.pack("shop-1");
    }

    private record Answer(int code, String text) {}

    private Answer verify(byte[] bytes, String... options) throws Exception {
        var file = Files.write(folder.resolve("pack.zip"), bytes);
        var out = new ByteArrayOutputStream();
        var arguments = new ArrayList<>(List.of("verify", file.toString()));
        arguments.addAll(List.of(options));
        var code = new EvidenceCommand(new PrintStream(out, true, StandardCharsets.UTF_8)).run(arguments);
        return new Answer(code, out.toString(StandardCharsets.UTF_8));
    }

    /** The pack with other files, signed again by whoever has no key of ours, or not signed again. */
    private byte[] with(String name, java.util.function.UnaryOperator<String> change) {
        var files = new LinkedHashMap<>(PackFiles.read(pack).files());
        files.put(
                name,
                change.apply(Cellar.text(files.getOrDefault(name, new byte[0]))).getBytes(StandardCharsets.UTF_8));
        return new PackFiles(files).zip();
    }

    @Test
    void aPackIsWholeAndSaysWhoSignedIt() throws Exception {
        var answer = verify(
                pack,
                "--head",
                folder.resolve("heads.log").toString(),
                "--key",
                cellar.signer.key().fingerprint());
        assertThat(answer.text())
                .contains("Whole: shop-1, 6 entries")
                .contains(cellar.signer.key().fingerprint());
        assertThat(answer.code()).isZero();
        assertThat(verify(pack).text()).contains("compare this");
        assertThat(verify(pack, "--key", "sha256:00").code()).isEqualTo(1);
    }

    @Test
    void itShowsNothingOfOtherReleases() {
        assertThat(PackFiles.read(pack).files().values())
                .noneMatch(bytes -> Cellar.text(bytes).contains("mail-7"));
    }

    @Test
    void itsReportShowsTheWayAndRunsNothing() {
        var report = PackFiles.read(pack).text("report.html");
        assertThat(report)
                .contains("data-id=\"CallActivity_Prepare\"")
                .doesNotContain("data-id=\"CallActivity_Deploy\"")
                .contains("&lt;script&gt;")
                .doesNotContainIgnoringCase("<script")
                .doesNotContain("src=")
                .doesNotContain("href=");
    }

    @Test
    void theFirstBadEntryIsNamed() throws Exception {
        var changed = verify(
                with("entries.jsonl", entries -> entries.replace("\"verdict\":\"pass\"", "\"verdict\":\"fail\"")));
        assertThat(changed.text()).contains("Entry 5 was changed");
        assertThat(changed.code()).isEqualTo(1);
        var cut = verify(with(
                "chain.txt",
                chain -> chain.lines().filter(line -> !line.startsWith("6 ")).reduce("", (a, b) -> a + b + "\n")));
        assertThat(cut.text()).contains("Entry 6 is missing");
        var swapped = verify(with("entries.jsonl", entries -> {
            var lines = new ArrayList<>(entries.lines().toList());
            java.util.Collections.swap(lines, 1, 2);
            return String.join("\n", lines) + "\n";
        }));
        assertThat(swapped.text()).contains("Entry 4 was changed");
        assertThat(verify(with("models/bpmn/release.bpmn", model -> model + " "))
                        .text())
                .contains("Entry 1 names other models");
    }

    @Test
    void anEntryThatIsKeptBackIsMissed() throws Exception {
        var files = new LinkedHashMap<>(PackFiles.read(pack).files());
        var manifest = PackManifest.read(PackFiles.read(pack).text("pack.json"));
        var lines = PackFiles.read(pack).text("entries.jsonl").lines().toList();
        var kept = new ArrayList<>(manifest.entries());
        kept.remove(2);
        var rest = new ArrayList<>(lines);
        rest.remove(2);
        files.put("entries.jsonl", (String.join("\n", rest) + "\n").getBytes(StandardCharsets.UTF_8));
        var others = new LinkedHashMap<String, byte[]>(files);
        others.keySet().removeAll(List.of("pack.json", "pack.sig", "public-key.pem"));
        var json = new PackManifest(
                        manifest.release(),
                        manifest.exportedAt(),
                        manifest.before(),
                        manifest.end(),
                        kept,
                        manifest.digest(),
                        manifest.key(),
                        PackManifest.digests(others))
                .write()
                .getBytes(StandardCharsets.UTF_8);
        files.put("pack.json", json);
        files.put("pack.sig", cellar.signer.key().sign(json));
        assertThat(verify(new PackFiles(files).zip()).text()).contains("number 3 is missing before it");
    }

    @Test
    void aTruncatedChainIsFoundByAHeadThatLeft() throws Exception {
        var heads = Files.readString(folder.resolve("heads.log"));
        cellar.database.sql("DROP TRIGGER slipway_evidence_append_only").update();
        cellar.database
                .sql("DELETE FROM slipway_evidence WHERE sequence_number > 8")
                .update();
        cellar.database
                .sql("UPDATE slipway_evidence_chain SET last_sequence = 8,"
                        + " last_hash = (SELECT hash FROM slipway_evidence WHERE sequence_number = 8)")
                .update();
        var shorter = cellar.pack("shop-1");
        assertThat(verify(shorter).code()).as("in itself it is whole").isZero();
        var known = Files.writeString(folder.resolve("known-heads.log"), heads);
        var answer = verify(shorter, "--head", known.toString());
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.text()).contains("Entry 9 is missing");
        var hash = HeadsFile.read(heads).get(3).hash();
        assertThat(verify(pack, "--head", hash).code()).isZero();
        assertThat(verify(shorter, "--head", hash).code()).isEqualTo(1);
    }

    /** A byte of a zip that carries nothing may change; whatever is read differently is refused. */
    @Test
    void ofAThousandFlippedBytesEachIsFound() throws Exception {
        var random = new Random(20261124);
        var original = PackFiles.read(pack).files();
        var names = List.copyOf(original.keySet());
        for (var i = 0; i < 1000; i++) {
            var files = new LinkedHashMap<>(original);
            var name = names.get(random.nextInt(names.size()));
            var bytes = PackFiles.read(pack).bytes(name).clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            files.put(name, bytes);
            assertThat(verify(new PackFiles(files).zip()).code())
                    .as("a byte of " + name)
                    .isEqualTo(1);
        }
        for (var i = 0; i < 1000; i++) {
            var flipped = pack.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            var code = verify(flipped).code();
            assertThat(code == 1 || same(PackFiles.read(flipped).files(), original))
                    .isTrue();
        }
    }

    private static boolean same(Map<String, byte[]> one, Map<String, byte[]> other) {
        return PackManifest.digests(one).equals(PackManifest.digests(other));
    }

    @Test
    void whatIsNoPackIsSaidToBeNone() throws Exception {
        assertThat(verify("no zip".getBytes(StandardCharsets.UTF_8)).code()).isEqualTo(1);
        assertThat(new EvidenceCommand(System.out).run(List.of("verify"))).isEqualTo(2);
        assertThat(new EvidenceCommand(System.out).run(List.of("verify", "nosuch.zip")))
                .isEqualTo(2);
        assertThat(new EvidenceCommand(System.out).run(List.of("verify", "x", "--other", "y")))
                .isEqualTo(2);
    }
}
