package io.slipway.change;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.artifact.ArtifactFile;
import io.slipway.artifact.Shipyard;
import io.slipway.catalog.Catalog;
import io.slipway.contract.Place;
import io.slipway.contract.Rule;
import io.slipway.permit.Granting;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody edits the catalog between a version that was confirmed and the next one, which changes documentation only. */
@Tag("CLASS-1")
class CatalogChangesTest {

    private static final String TARGET = "{kind: process, root: ../target, instances: {a: [1, 2]}, sparePort: 3}";
    private static final String TRAFFIC = "{kind: none}";

    private Path folder;
    private Shipyard yard;
    private Place before;
    private final Map<String, @Nullable Object> told = new HashMap<>();

    @BeforeEach
    void confirmAVersion(@TempDir Path folder) throws Exception {
        this.folder = folder;
        yard = new Shipyard(folder);
        var confirmed = yard.artifact().resolveSibling("shop-0.9.0.zip");
        try (var source = new SmallRepository(yard.source())) {
            var first = source.write("app/Shop.java", "class Shop {}").commit("olga@slipway.invalid", "Begin");
            Shipyard.zip(confirmed, Map.of("slipway.yaml", "version: 0.9.0\ncommit: '" + first + "'\nvariables: []"));
            yard.buildAndAttest(source.write("README.md", "# Shop").commit("olga@slipway.invalid", "Go on"));
        }
        before = yard.catalog().service("shop").place("staging");
        told.put("service", "shop");
        told.put("version", "1.0.0");
        told.put("environment", "staging");
        told.put("confirmedVersion", "0.9.0");
        told.put("confirmedDigest", new ArtifactFile(confirmed).digest());
        told.put("confirmedPlace", before.write());
    }

    /** The catalog as it was confirmed, but for this. */
    private Catalog edited(String part, String now) throws Exception {
        yard.catalog();
        var file = folder.resolve("catalog/shop.yaml");
        var text = Files.readString(file);
        var edited = text.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(now));
        assertThat(edited.equals(text)).isEqualTo(part.equals(now));
        Files.writeString(file, edited);
        return Catalog.read(folder.resolve("catalog"));
    }

    private Outcome release(Catalog catalog) {
        return new CollectFacts(catalog).work(new Job("1", "shop-1.0.0-staging-2", told, Granting.none()));
    }

    private Outcome edit(String part, String now) throws Exception {
        return release(edited(part, now));
    }

    private static void assertChange(Outcome outcome, String kinds, String words) {
        assertThat(outcome.variables())
                .containsEntry("changeKinds", kinds)
                .containsEntry("targetChanges", words.isEmpty() ? "" : ": " + words);
        var finding = outcome.findings().get(0);
        if (words.isEmpty()) {
            assertThat(finding.facts()).doesNotContainKey("catalog");
        } else {
            assertThat(finding.why()).endsWith(". By the catalog: " + words);
            assertThat(finding.facts()).containsEntry("catalog", words);
        }
    }

    @Test
    void whereNobodyEditedItTheSourcesAloneSayWhatChanges() throws Exception {
        var outcome = edit(TARGET, TARGET);
        assertChange(outcome, "documentation", "");
        assertThat(outcome.variables())
                .containsEntry("placeDigest", before.digest())
                .containsEntry("confirmedPlaceDigest", before.digest());
    }

    @Test
    @Tag("CLASS-4")
    @Tag("NOT-5")
    void anInstanceMoreOrFewerIsScaling() throws Exception {
        assertChange(
                edit("{a: [1, 2]}", "{a: [1, 2], b: [4, 5]}"),
                "documentation, scaling",
                "instance b on 4, 5 is new since 0.9.0 was confirmed");
        told.put(
                "confirmedPlace",
                edited("{a: [1, 2]}", "{a: [1, 2], b: [4, 5]}")
                        .service("shop")
                        .place("staging")
                        .write());
        assertChange(
                edit(TARGET, TARGET), "documentation, scaling", "instance b on 4, 5 is gone since 0.9.0 was confirmed");
    }

    @Test
    @Tag("CLASS-4")
    void anInstanceThatMovedIsInfrastructure() throws Exception {
        assertChange(
                edit("{a: [1, 2]}", "{a: [1, 4]}"),
                "documentation, infrastructure",
                "instance a has moved to 1, 4 from 1, 2 since 0.9.0 was confirmed");
        assertChange(
                edit("{a: [1, 2]}", "{b: [1, 2]}"),
                "documentation, infrastructure",
                "instance b on 1, 2 is new since 0.9.0 was confirmed; instance a on 1, 2 is gone since 0.9.0 was confirmed");
        assertThat(edit("{a: [1, 2]}", "{b: [1, 2], c: [4, 5]}").variables())
                .containsEntry("changeKinds", "documentation, infrastructure, scaling");
        assertThat(edit("{a: [1, 2]}", "{a: [1, 6], c: [4, 5]}").variables())
                .containsEntry("changeKinds", "documentation, infrastructure, scaling");
    }

    @Test
    @Tag("CLASS-4")
    void anotherTargetOrTrafficIsInfrastructure() throws Exception {
        assertChange(
                edit("sparePort: 3", "sparePort: 9"),
                "documentation, infrastructure",
                "'sparePort' of the target is 9 and was 3 when 0.9.0 was confirmed");
        assertChange(
                edit("root: ../target", "root: ../elsewhere"),
                "documentation, infrastructure",
                "'root' of the target is ../elsewhere and was ../target when 0.9.0 was confirmed");
        assertChange(
                edit("{kind: process,", "{kind: cluster,"),
                "documentation, infrastructure",
                "'kind' of the target is cluster and was process when 0.9.0 was confirmed");
        assertChange(
                edit("traffic: " + TRAFFIC, "traffic: {kind: gateway, control: '127.0.0.1:7'}"),
                "documentation, infrastructure",
                "'control' of the traffic is 127.0.0.1:7 and was not set when 0.9.0 was confirmed;"
                        + " 'kind' of the traffic is gateway and was none when 0.9.0 was confirmed");
    }

    @Test
    @Tag("CLASS-4")
    void aTargetThatNamesItsInstancesNoMoreIsInfrastructure() throws Exception {
        assertChange(
                edit("instances: {a: [1, 2]}", "instances: 3"),
                "documentation, infrastructure",
                "'instances' of the target is 3 and was {\"a\":[1,2]} when 0.9.0 was confirmed");
    }

    @Test
    @Tag("CLASS-4")
    void theConfirmedVersionOnceMoreIsNotNothingThen() throws Exception {
        Files.copy(yard.artifact(), yard.artifact().resolveSibling("shop-0.9.0.zip"), REPLACE_EXISTING);
        told.put("confirmedDigest", yard.digest());
        assertChange(edit(TARGET, TARGET), "nothing", "");
        assertChange(
                edit("sparePort: 3", "sparePort: 9"),
                "infrastructure",
                "'sparePort' of the target is 9 and was 3 when 0.9.0 was confirmed");
    }

    @Test
    @Tag("CLASS-6")
    void whereTheEvidenceDoesNotSayWhatTheTargetWasItIsUnclear() throws Exception {
        told.put("confirmedPlace", null);
        var outcome = edit(TARGET, TARGET);
        assertChange(
                outcome,
                "documentation, unclear",
                "nobody knows what it changes, because no evidence says what the target was when 0.9.0 was confirmed");
        assertThat(outcome.findings().get(0).rule()).isEqualTo(Rule.CLASS_6);
        assertThat(outcome.variables()).doesNotContainKey("confirmedPlaceDigest");
    }

    @Test
    @Tag("CLASS-6")
    void whatTheCatalogChangesIsSaidBesideSourcesThatAreUnclear() throws Exception {
        told.put("confirmedDigest", "0".repeat(64));
        var outcome = edit("{a: [1, 2]}", "{a: [1, 2], b: [4, 5]}");
        assertChange(outcome, "scaling, unclear", "instance b on 4, 5 is new since 0.9.0 was confirmed");
        assertThat(outcome.findings().get(0).rule()).isEqualTo(Rule.CLASS_6);
    }

    @Test
    void theFirstReleaseHasNothingToBeComparedWith() throws Exception {
        told.keySet().removeIf(name -> name.startsWith("confirmed"));
        var outcome = edit("sparePort: 3", "sparePort: 9");
        assertChange(outcome, "documentation, source", "");
        assertThat(outcome.variables()).doesNotContainKey("confirmedPlaceDigest");
    }

    /** Evidence is canonical JSON: in the order of the alphabet, and 1.0 is 1. */
    @Test
    void howItIsWrittenIsNoDifference() throws Exception {
        assertThat(edit(TARGET, "{kind: process, sparePort: 3, instances: {a: [1, 2]}, root: ../target}")
                        .variables())
                .containsEntry("placeDigest", before.digest());
        var catalog = edited(TRAFFIC, "{weight: 1.0, kind: none}");
        var json = new ObjectMapper();
        var written = json.writeValueAsString(new TreeMap<>(Map.of(
                "service",
                "shop",
                "environment",
                "staging",
                "target",
                json.readTree(
                        "{\"sparePort\":3,\"root\":\"../target\",\"instances\":{\"a\":[1,2]},\"kind\":\"process\"}"),
                "traffic",
                json.readTree("{\"kind\":\"none\",\"weight\":1}"))));
        told.put("confirmedPlace", written);
        assertChange(release(catalog), "documentation", "");
        told.put("confirmedPlace", written.replace("\"weight\":1", "\"weight\":\"1\""));
        assertThat(release(catalog).variables()).containsEntry("changeKinds", "documentation, infrastructure");
    }

    @Test
    void howMuchPeopleReadIsBounded() throws Exception {
        var instances = new StringBuilder("{a: [1, 2]");
        for (var i = 0; i < 300; i++) {
            instances.append(", n%d: [%d, %d]".formatted(i, 2 * i + 10, 2 * i + 11));
        }
        var words =
                String.valueOf(edit("{a: [1, 2]}", instances + "}").variables().get("targetChanges"));
        assertThat(words).endsWith(" and 290 more").hasSizeLessThan(1000);
        var root = String.valueOf(
                edit("root: ../target", "root: " + "x".repeat(5000)).variables().get("targetChanges"));
        assertThat(root).contains("xxx… and was ../target").hasSizeLessThan(300);
    }
}
