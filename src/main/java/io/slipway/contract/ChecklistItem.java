package io.slipway.contract;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An item of the review checklist that a machine cannot always prove. Where it can, nobody is asked; where it cannot, a
 * person attests it with a note.
 */
public enum ChecklistItem {
    /** What a change of data is kept by. */
    BACKUPS(Rule.CHECK_3, Variable.BACKUPS_NOTE, "Backups verified"),
    /** What runs has said nothing that is wrong. */
    LOGS(Rule.CHECK_6, Variable.LOGS_NOTE, "Logs clean"),
    /** The program does what it did before, where it should. */
    BEHAVIOUR(Rule.CHECK_7, Variable.BEHAVIOUR_NOTE, "No unexpected regressions");

    /** {@link Variable#OPEN_ITEMS} where there are none. */
    public static final String NONE = "none";

    private final Rule rule;
    private final Variable<String> note;
    private final String title;

    ChecklistItem(Rule rule, Variable<String> note, String title) {
        this.rule = rule;
        this.note = note;
        this.title = title;
    }

    /** The rule that it is an item of. */
    public Rule rule() {
        return rule;
    }

    /** Where a person says why it holds. */
    public Variable<String> note() {
        return note;
    }

    /** As the checklist names it. */
    public String title() {
        return title;
    }

    /** The items as {@link Variable#OPEN_ITEMS} names them. */
    public static String names(List<ChecklistItem> items) {
        return items.isEmpty()
                ? NONE
                : items.stream().map(item -> item.rule.id()).collect(Collectors.joining(", "));
    }

    /** The items that {@link Variable#OPEN_ITEMS} names; every item if it says nothing: what is not known to be proven is open. */
    public static List<ChecklistItem> named(String names) {
        if (names.equals(NONE)) {
            return List.of();
        }
        var open = List.of(names.split(", *"));
        var known = Arrays.stream(values())
                .filter(item -> open.contains(item.rule.id()))
                .toList();
        return known.size() == open.size() ? known : List.of(values());
    }
}
