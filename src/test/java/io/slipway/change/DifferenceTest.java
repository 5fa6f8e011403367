package io.slipway.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.ChangeKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("CLASS-1")
class DifferenceTest {

    private static final String WHO = "olga@slipway.invalid";

    private Path folder;
    private SmallRepository source;
    private String before;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        this.folder = folder;
        source = new SmallRepository(folder);
        before = source.write("app/Shop.java", "one\ntwo\nthree\n")
                .write("db/migration/V1__orders.sql", "create table orders (id int);\n")
                .write("pom.xml", "<a>\n  <jackson.version>2.18.1</jackson.version>\n  <junit>5.10.0</junit>\n</a>\n")
                .commit(WHO, "Begin");
    }

    @AfterEach
    void close() {
        source.close();
    }

    private Difference since() throws Exception {
        return Difference.of(folder, source.commit(WHO, "Go on"), before, new PathKinds(Map.of()));
    }

    @Test
    void everyKindThatChangesIsNamedWithWhatChanges() throws Exception {
        source.write("app/Shop.java", "one\n2\nthree\nfour\n").write("README.md", "# Shop\n");

        var difference = since();

        assertThat(difference.kinds()).isEqualTo("documentation, source");
        assertThat(difference.measured())
                .containsEntry("source", "app/Shop.java")
                .containsEntry("documentation", "README.md")
                .containsEntry("lines", "+3 −1")
                .containsEntry("compared with", before);
    }

    @Test
    void whatIsTakenAwayOrMovedChangesToo() throws Exception {
        source.delete("db/migration/V1__orders.sql").write("docs/orders.md", "create table orders (id int);\n");
        assertThat(since().kinds()).isEqualTo("database, documentation");
    }

    @Test
    void theJumpsOfVersionsAreNamed() throws Exception {
        source.write("pom.xml", "<a>\n  <jackson.version>3.0.0</jackson.version>\n  <junit>5.10.2</junit>\n</a>\n");
        var difference = since();
        assertThat(difference.kinds()).isEqualTo("dependencies");
        assertThat(difference.jumps())
                .containsExactly(
                        "pom.xml: jackson.version 2.18.1 → 3.0.0 (major)", "pom.xml: junit 5.10.0 → 5.10.2 (patch)");
    }

    @Test
    void theFirstVersionIsNewAsAWhole() throws Exception {
        var difference = Difference.of(folder, before, null, new PathKinds(Map.of()));
        assertThat(difference.kinds()).isEqualTo("database, dependencies, source");
        assertThat(difference.since()).isNull();
        assertThat(difference.paths())
                .containsOnlyKeys(ChangeKind.SOURCE, ChangeKind.DATABASE, ChangeKind.DEPENDENCIES);
    }

    @Test
    void manyPathsAreCounted() throws Exception {
        for (var file : IntStream.range(10, 25).mapToObj(i -> "app/" + i).collect(Collectors.toList())) {
            source.write(file, "x");
        }
        assertThat(since().measured().get("source")).endsWith("app/19 and 5 more");
    }

    @Test
    @Tag("CLASS-1")
    void moreSourceThanPeopleOverseeIsLarge() throws Exception {
        source.write("app/Big.java", "x\n".repeat(Difference.MOST_SOURCE_LINES)).write("README.md", "y\n".repeat(9000));
        var difference = since();
        assertThat(difference.kinds()).isEqualTo("documentation, source");
        assertThat(difference.measured()).containsEntry("lines of source", "2000");
        source.write("app/More.java", "x\n");
        var large = since();
        assertThat(large.kinds()).isEqualTo("documentation, large, source");
        assertThat(large.inWords()).contains("large: more than 2000 lines or 200 files of source");
    }

    @Test
    @Tag("CLASS-1")
    void moreFilesOfSourceThanPeopleOverseeAreLarge() throws Exception {
        for (var file = 0; file < Difference.MOST_SOURCE_FILES; file++) {
            source.write("app/" + file, "x");
        }
        assertThat(since().kinds()).isEqualTo("source");
        source.write("app/one-more", "x");
        assertThat(since().kinds()).isEqualTo("large, source");
    }

    @Test
    void whatDoesNotChangeIsEmpty() throws Exception {
        assertThat(since().isEmpty()).isTrue();
    }

    @Test
    @Tag("CLASS-6")
    void whatCannotBeLookedIntoIsSaid() throws Exception {
        assertThatThrownBy(() -> Difference.of(folder, "0".repeat(40), before, new PathKinds(Map.of())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no commit");
        assertThatThrownBy(() -> Difference.of(folder, before, null, new PathKinds(Map.of()), 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 2 files differ");
        source.submodule("vendor", before);
        assertThatThrownBy(this::since).isInstanceOf(IOException.class).hasMessageContaining("submodule vendor");
    }
}
