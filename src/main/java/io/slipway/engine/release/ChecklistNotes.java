package io.slipway.engine.release;

import io.slipway.contract.ChecklistItem;
import io.slipway.contract.Role;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody attests of the review checklist: each item that no machine has proven, with a note, and nothing else
 * (CHECK-8).
 */
final class ChecklistNotes {

    private ChecklistNotes() {}

    /**
     * Validates the notes that come with an answer.
     *
     * @param account who gives it
     * @param asked the roles of which one is asked
     * @param approves whether the answer lets the release go on
     * @param given the variables by name
     * @return what is attested, for whoever is asked afterwards; empty: nothing is attested here
     * @throws Refusal if a note is missing, says nothing, or is about what nobody is asked to attest
     */
    static Optional<String> check(
            String account, Collection<String> asked, boolean approves, Function<String, @Nullable Object> given) {
        var open = approves && asked.contains(Role.BACKEND_SPECIALIST.id()) ? open(given) : List.<ChecklistItem>of();
        Arrays.stream(ChecklistItem.values())
                .filter(item -> !open.contains(item))
                .forEach(item -> refuse(item, given));
        if (open.isEmpty()) {
            return Optional.empty();
        }
        Map<ChecklistItem, String> notes = open.stream()
                .collect(Collectors.toMap(
                        item -> item,
                        item -> Words.sentence(
                                item.note().name(), given.apply(item.note().name()))));
        return Optional.of(open.stream()
                .map(item -> "- %s (%s), attested by %s: %s"
                        .formatted(item.title(), item.rule().id(), account, oneLine(notes.get(item))))
                .collect(Collectors.joining("\n")));
    }

    /** So that nobody writes a line that looks like another item, or another person's. */
    private static String oneLine(@Nullable String note) {
        return String.valueOf(note).replaceAll("\\s+", " ");
    }

    private static List<ChecklistItem> open(Function<String, @Nullable Object> given) {
        return ChecklistItem.named(Words.text(Variable.OPEN_ITEMS.name(), given.apply(Variable.OPEN_ITEMS.name())));
    }

    private static void refuse(ChecklistItem item, Function<String, @Nullable Object> given) {
        var note = item.note();
        if (!Words.of(note.name(), given.apply(note.name())).isEmpty()) {
            throw new Refusal(
                    note.name(),
                    "'" + item.title() + "' is not yours to attest here: a backend-specialist who approves attests what"
                            + " no machine has proven, and nothing else");
        }
    }
}
