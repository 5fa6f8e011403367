package io.slipway.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody who wrote some of it is overlooked. */
@Tag("ROLE-5")
class AuthorsTest {

    private Path folder;
    private SmallRepository source;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        this.folder = folder;
        source = new SmallRepository(folder);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private void assertPeople(String commit, @Nullable String since, String... people) throws IOException {
        assertThat(Authors.of(folder, commit, since).people()).containsExactly(people);
    }

    private void assertUnknown(String commit, String why) {
        assertThatThrownBy(() -> Authors.of(folder, commit, null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    @Test
    void authorAndCommitterAreBothNamed() throws Exception {
        assertPeople(
                source.commit("anna@x.invalid", "berta@x.invalid", "Begin"), null, "anna@x.invalid", "berta@x.invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Begin\n\nCo-authored-by: Carl <Carl@x.invalid>",
                "Begin\n\nCO-AUTHORED-BY : Carl <carl@x.invalid>\nSigned-off-by: Anna <anna@x.invalid>",
                "Begin\n\nCo-authored-by: carl@x.invalid\n\nAnd more was said after it.",
                "Begin\nco-authored-by:Carl<carl@x.invalid>",
                "Begin\r\n\r\nCo-authored-by: Carl <carl@x.invalid>\r\n",
            })
    void coAuthorsAreNamedHoweverTheyAreWritten(String message) throws Exception {
        assertPeople(source.commit("anna@x.invalid", message), null, "anna@x.invalid", "carl@x.invalid");
    }

    @Test
    void onlyWhatIsNewCountsAndAllBranchesOfIt() throws Exception {
        var first = source.commit("anna@x.invalid", "Begin");
        var branch = source.commit("berta@x.invalid", "On a branch");
        source.checkOut(first);
        source.commit("carl@x.invalid", "On the other");
        var merge = source.merge(branch, "dora@x.invalid");
        assertPeople(merge, first, "berta@x.invalid", "carl@x.invalid", "dora@x.invalid");
        assertPeople(merge, branch, "carl@x.invalid", "dora@x.invalid");
    }

    @Test
    void everythingCountsIfTheOtherCommitIsNotBelow() throws Exception {
        var first = source.commit("anna@x.invalid", "Begin");
        var second = source.commit("berta@x.invalid", "Go on");
        source.checkOut(first);
        var aside = source.commit("carl@x.invalid", "Go elsewhere");
        assertPeople(second, aside, "anna@x.invalid", "berta@x.invalid");
        assertPeople(first, second, "anna@x.invalid");
        assertPeople(second, second, "anna@x.invalid", "berta@x.invalid");
        assertPeople(second, "e".repeat(40), "anna@x.invalid", "berta@x.invalid");
        assertPeople(second, "e".repeat(64), "anna@x.invalid", "berta@x.invalid");
    }

    @Test
    void whoCannotBeToldIsUnknown() throws Exception {
        assertUnknown(source.commit("", "anna@x.invalid", "No author"), "the author of commit");
        assertUnknown(source.commit("anna@x.invalid", "anna", "No committer"), "the committer of commit");
        assertUnknown(
                source.commit("anna@x.invalid", "Half a co-author\n\nCo-authored-by: Carl"), "the co-author of commit");
        assertUnknown(
                source.commit("anna@x.invalid", "Two in one\n\nCo-authored-by: C <c@x.invalid, d@x.invalid>"),
                "the co-author of commit");
    }

    @Test
    void aHistoryThatIsCutOffIsUnknown() throws Exception {
        source.commit("anna@x.invalid", "Begin");
        var second = source.commit("berta@x.invalid", "Go on");
        Files.writeString(folder.resolve(".git/shallow"), second + "\n");
        assertUnknown(second, "shallow");
    }

    @Test
    void whatIsNotThereIsUnknown() throws Exception {
        source.commit("anna@x.invalid", "Begin");
        assertUnknown("e".repeat(40), "has no commit");
        assertUnknown("e".repeat(64), "has no commit");
        folder = folder.resolve("nowhere");
        assertUnknown("e".repeat(40), "no git repository");
    }

    @Test
    void moreThanCanBeReadIsUnknown() throws Exception {
        source.commit("anna@x.invalid", "Begin");
        source.commit("anna@x.invalid", "Go on");
        var third = source.commit("anna@x.invalid", "End");
        assertThat(Authors.of(folder, third, null, 3).commits()).isEqualTo(3);
        assertThatThrownBy(() -> Authors.of(folder, third, null, 2)).hasMessageContaining("more than 2 commits");
    }
}
