package io.slipway.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.Rule;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain without any database: what it is computed from, and that nothing can be changed in it unseen. */
@Tag("CHECK-8")
class HashChainTest {

    private static final Instant AT = Instant.parse("2026-11-24T08:00:00.123Z");

    private Path folder;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
    }

    private static StoredRow stored(Entry entry, HashChain before, Seal seals) {
        var link = before.link(entry.content());
        return new StoredRow(
                entry.sequence(),
                entry.fact().release(),
                entry.number(),
                entry.kind().id(),
                entry.content(),
                before.hash(),
                link.hash(),
                seals.on(link.hash()));
    }

    /** Entries of some releases with a signed head after every fiftieth. */
    static List<StoredRow> chain(Path folder, int length, Seal seals) {
        var key = SigningKey.in(folder.resolve("key.pem"));
        var rows = new ArrayList<StoredRow>();
        var chain = HashChain.EMPTY;
        for (var i = 1; i <= length; i++) {
            var fact = i % 50 == 0
                    ? Head.sign(chain, AT, key).fact()
                    : Fact.of(
                            "shop-1.1." + i % 7 + "-staging-1",
                            EntryKind.EFFECT,
                            List.of(Rule.PREP_1, Rule.GATE_6),
                            "slipway-worker",
                            Map.of("topic", "check-tests", "task", "4a1c" + i, "why", "Größer – than “before”"));
            var entry = Entry.of(i, i % 50 == 0 ? 0 : i, AT, fact);
            var row = stored(entry, chain, seals);
            rows.add(row);
            chain = chain.with(row.link());
        }
        return rows;
    }

    static Optional<Broken> check(List<StoredRow> rows, HashChain end, Seal seals) {
        var chain = HashChain.EMPTY;
        for (var row : rows) {
            var broken = row.brokenAfter(chain, seals);
            if (broken.isPresent()) {
                return broken;
            }
            chain = chain.with(row.link());
        }
        return chain.equals(end) ? Optional.empty() : Optional.of(new Broken(chain.sequence() + 1, "is missing"));
    }

    static HashChain end(List<StoredRow> rows) {
        return HashChain.EMPTY.with(rows.get(rows.size() - 1).link());
    }

    @Test
    void aHashIsThatOfTheHashBeforeAndOfTheContentsHash() {
        // printf 'a' | sha256sum; then both hashes as bytes through sha256sum
        var link = HashChain.EMPTY.link("a");
        assertThat(link.contentHash()).isEqualTo("ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb");
        assertThat(link.hash()).isEqualTo("8c374a53782642f7514d087d26a3e733f1b806009a03e04a43b288ef2fa9f9c0");
    }

    @Test
    void contentHasOneSpelling() {
        var entry = Entry.of(
                3,
                2,
                AT,
                Fact.of(
                        "shop-1",
                        EntryKind.FINDING,
                        List.of(Rule.PREP_2, Rule.PREP_1),
                        "maria",
                        Map.of("b", 1, "a", "é")));
        assertThat(entry.content())
                .isEqualTo("{\"actor\":\"maria\",\"at\":\"2026-11-24T08:00:00.123Z\",\"body\":{\"a\":\"é\",\"b\":1},"
                        + "\"kind\":\"finding\",\"number\":2,\"release\":\"shop-1\",\"rules\":[\"PREP-1\",\"PREP-2\"],"
                        + "\"sequence\":3}");
        assertThat(Entry.read(entry.content())).isEqualTo(entry);
        assertThatThrownBy(() -> Entry.read(entry.content().replace(",", ", "))).hasMessageContaining("canonical");
        assertThatThrownBy(() -> Entry.read(entry.content().replace("\"number\":2", "\"number\":2,\"number\":2")))
                .hasMessageContaining("Duplicate");
    }

    @Test
    void ofAThousandMutationsEachIsFound() {
        var seals = Seal.in(folder.resolve("seal"));
        var rows = chain(folder, 200, seals);
        var end = end(rows);
        assertThat(check(rows, end, seals)).isEmpty();
        var random = new Random(20261124);
        for (var i = 0; i < 1000; i++) {
            var mutated = mutate(new ArrayList<>(rows), random);
            assertThat(check(mutated.rows(), end, seals))
                    .as("mutation %d: %s", i, mutated.what())
                    .hasValueSatisfying(broken -> assertThat(broken.sequence()).isEqualTo(mutated.first()));
        }
    }

    private record Mutated(List<StoredRow> rows, String what, long first) {}

    private static Mutated mutate(List<StoredRow> rows, Random random) {
        var at = random.nextInt(rows.size() - 1);
        var row = rows.get(at);
        switch (random.nextInt(6)) {
            case 0 -> {
                rows.set(
                        at,
                        new StoredRow(
                                row.sequence(),
                                row.release(),
                                row.number(),
                                row.kind(),
                                flip(row.content(), random),
                                row.previous(),
                                row.hash(),
                                row.seal()));
                return new Mutated(rows, "content of " + row.sequence(), row.sequence());
            }
            case 1 -> {
                rows.set(
                        at,
                        new StoredRow(
                                row.sequence(),
                                row.release(),
                                row.number(),
                                row.kind(),
                                row.content(),
                                flip(row.previous(), random),
                                row.hash(),
                                row.seal()));
                return new Mutated(rows, "previous of " + row.sequence(), row.sequence());
            }
            case 2 -> {
                rows.set(
                        at,
                        new StoredRow(
                                row.sequence(),
                                row.release(),
                                row.number(),
                                row.kind(),
                                row.content(),
                                row.previous(),
                                flip(row.hash(), random),
                                row.seal()));
                return new Mutated(rows, "hash of " + row.sequence(), row.sequence());
            }
            case 3 -> {
                rows.set(
                        at,
                        new StoredRow(
                                row.sequence(),
                                row.release() + "x",
                                row.number(),
                                row.kind(),
                                row.content(),
                                row.previous(),
                                row.hash(),
                                row.seal()));
                return new Mutated(rows, "column of " + row.sequence(), row.sequence());
            }
            case 4 -> {
                var other = at + 1 + random.nextInt(rows.size() - at - 1);
                Collections.swap(rows, at, other);
                return new Mutated(rows, "swapped " + at + " and " + other, row.sequence());
            }
            default -> {
                rows.remove(at);
                return new Mutated(rows, "removed " + row.sequence(), row.sequence());
            }
        }
    }

    private static String flip(String text, Random random) {
        var at = random.nextInt(text.length());
        var other = (char) (text.charAt(at) ^ (1 << random.nextInt(4)));
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    @Test
    void whatIsRehashedIsFoundByItsSeal() {
        var seals = Seal.in(folder.resolve("seal"));
        var rows = new ArrayList<>(chain(folder, 60, seals));
        var forged = stored(
                Entry.of(
                        10,
                        10,
                        AT,
                        Fact.of(
                                "shop-1.1.3-staging-1",
                                EntryKind.FINDING,
                                List.of(),
                                "slipway-worker",
                                Map.of("verdict", "pass"))),
                HashChain.EMPTY.with(rows.get(8).link()),
                Seal.in(folder.resolve("another-seal")));
        rows.set(9, forged);
        assertThat(check(rows, end(rows), seals)).hasValueSatisfying(broken -> {
            assertThat(broken.sequence()).isEqualTo(10);
            assertThat(broken.why()).contains("seal");
        });
    }

    @Test
    void aKeyIsMadeOnceAndOnlyItsOwnerMayReadIt() throws Exception {
        var file = folder.resolve("deep/evidence-key.pem");
        var first = SigningKey.in(file);
        var again = SigningKey.in(file);
        assertThat(again.fingerprint()).isEqualTo(first.fingerprint()).startsWith("sha256:");
        var bytes = new byte[] {1, 2, 3};
        assertThat(Ed25519.isSigned(bytes, again.sign(bytes), first.open())).isTrue();
        assertThat(Ed25519.isSigned(new byte[] {1, 2, 4}, again.sign(bytes), first.open()))
                .isFalse();
        assertThat(java.nio.file.Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(
                        java.nio.file.attribute.PosixFilePermission.OWNER_READ,
                        java.nio.file.attribute.PosixFilePermission.OWNER_WRITE);
    }
}
