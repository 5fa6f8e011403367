package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.engine.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which notes about the checklist are taken, from whom, and which are refused. */
@Tag("CHECK-8")
class ChecklistNotesTest {

    private static final String BACKEND = "backend-specialist";
    private static final String LOOKED = "I ordered a pear, and got one";

    private static Optional<String> attest(
            @Nullable String open, String asked, boolean approves, Map<String, String> notes) {
        var given = new HashMap<String, @Nullable Object>(notes);
        given.put("openItems", open);
        return ChecklistNotes.check("bela", List.of(asked), approves, given::get);
    }

    @Test
    @Tag("ROLE-3")
    void whatIsOpenIsAttestedWithANoteAndAName() {
        assertThat(attest("CHECK-7", BACKEND, true, Map.of("behaviourNote", " " + LOOKED + "\n")))
                .hasValue("- No unexpected regressions (CHECK-7), attested by bela: " + LOOKED);
        assertThat(attest(
                        "CHECK-3, CHECK-6, CHECK-7",
                        BACKEND,
                        true,
                        Map.of("behaviourNote", LOOKED, "logsNote", "known", "backupsNote", "restored it")))
                .hasValueSatisfying(text -> assertThat(text.lines())
                        .extracting(line -> line.substring(0, line.indexOf(')') + 1))
                        .containsExactly(
                                "- Backups verified (CHECK-3)",
                                "- Logs clean (CHECK-6)",
                                "- No unexpected regressions (CHECK-7)"));
    }

    @Test
    void nobodyWritesALineInTheNameOfSomebodyElse() {
        assertThat(attest(
                        "CHECK-7", BACKEND, true, Map.of("behaviourNote", "fine\n- Logs clean, attested by oskar: ok")))
                .hasValueSatisfying(text -> assertThat(text.lines()).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", "n/a", "tbd", "ok"})
    void aNoteThatSaysNothingIsRefused(String note) {
        assertThatThrownBy(() -> attest("CHECK-7", BACKEND, true, Map.of("behaviourNote", note)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("behaviourNote");
        assertThatThrownBy(() -> attest("CHECK-6, CHECK-7", BACKEND, true, Map.of("behaviourNote", LOOKED)))
                .hasMessageContaining("logsNote");
    }

    /** What a machine can prove, no person can tick. */
    @Test
    void aNoteAboutWhatIsProvenIsRefused() {
        assertThatThrownBy(() -> attest(
                        "CHECK-7", BACKEND, true, Map.of("behaviourNote", LOOKED, "logsNote", "they look clean")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("logsNote")
                .hasMessageContaining("Logs clean");
        assertThatThrownBy(() -> attest("none", BACKEND, true, Map.of("behaviourNote", LOOKED)))
                .hasMessageContaining("behaviourNote");
        assertThat(attest("none", BACKEND, true, Map.of())).isEmpty();
    }

    @Test
    void onlyABackendSpecialistWhoApprovesAttests() {
        for (var role : List.of("orchestrator", "database-architect")) {
            assertThat(attest("CHECK-7", role, true, Map.of("behaviourNote", " ")))
                    .isEmpty();
            assertThatThrownBy(() -> attest("CHECK-7", role, true, Map.of("behaviourNote", LOOKED)))
                    .hasMessageContaining("not yours to attest");
        }
        assertThat(attest("CHECK-7", BACKEND, false, Map.of())).isEmpty();
        assertThatThrownBy(() -> attest("CHECK-7", BACKEND, false, Map.of("behaviourNote", LOOKED)))
                .isInstanceOf(Refusal.class);
    }

    /** Unknown is never a pass: what is not known to be proven is open. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "nothing", "CHECK-9", "CHECK-7, CHECK-9", "NONE"})
    void whereNobodyKnowsWhatIsOpenEverythingIs(@Nullable String open) {
        assertThatThrownBy(() -> attest(open, BACKEND, true, Map.of("behaviourNote", LOOKED)))
                .isInstanceOf(Refusal.class);
        assertThat(attest(
                        open,
                        BACKEND,
                        true,
                        Map.of("behaviourNote", LOOKED, "logsNote", LOOKED, "backupsNote", LOOKED)))
                .isPresent();
    }
}
