package io.slipway.engine.release;

import io.slipway.contract.Placeholder;
import io.slipway.contract.SecretShape;
import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people write in their own words. */
final class Words {

    private static final int LONGEST = 2000;

    private Words() {}

    /**
     * The words without the space around them; nothing given is no words.
     *
     * @throws Refusal if it is no text, too much of it, text that does something when it is shown, or a secret: evidence is
     *     for many to read, and is never deleted
     */
    static String of(String field, @Nullable Object given) {
        var value = text(field, given).strip();
        if (value.length() > LONGEST) {
            throw new Refusal(field, "has " + value.length() + " characters; at most " + LONGEST);
        }
        if (value.codePoints()
                .anyMatch(c -> Character.getType(c) == Character.CONTROL && c != '\n' && c != '\r' && c != '\t')) {
            throw new Refusal(field, "holds a control character; only text and line breaks are taken");
        }
        var secrets = SecretShape.in(value);
        if (!secrets.isEmpty()) {
            throw new Refusal(
                    field,
                    "holds what looks like " + String.join(" and ", secrets)
                            + ", and everybody who looks at the release would read it. Make a new one, keep it in a file,"
                            + " and say here where that lies");
        }
        return value;
    }

    /**
     * Words that say something.
     *
     * @throws Refusal if they are none, or stand in for an answer ("n/a", "-", "tbd"): unknown is no answer
     */
    static String sentence(String field, @Nullable Object given) {
        var value = of(field, given);
        if (value.isEmpty()) {
            throw new Refusal(field, "must be given");
        }
        if (Placeholder.is(value)) {
            throw new Refusal(
                    field,
                    "'" + value + "' says nothing: say it in a sentence. If you do not know, ask who does; if there is"
                            + " nothing to say, say why");
        }
        return value;
    }

    /**
     * Words that say something, or none at all.
     *
     * @throws Refusal if they stand in for an answer
     */
    static Optional<String> optional(String field, @Nullable Object given) {
        return of(field, given).isEmpty() ? Optional.empty() : Optional.of(sentence(field, given));
    }

    /** @throws Refusal if it is no whole number, in digits */
    static void number(String field, @Nullable Object given) {
        if (!text(field, given).matches("[0-9]{1,19}")) {
            throw new Refusal(field, "is a number in digits, such as 12");
        }
    }

    /** @throws Refusal if something is given that is not asked for */
    static void requireOnly(String what, Map<String, @Nullable Object> given, List<Variable<String>> asked) {
        var names = asked.stream().map(Variable::name).collect(Collectors.toCollection(TreeSet::new));
        var unknown = new TreeSet<>(given.keySet());
        unknown.removeAll(names);
        if (!unknown.isEmpty()) {
            throw new Refusal(unknown.first(), what + " is not started with this; it takes " + names);
        }
    }

    /** @throws Refusal if it is something else than text */
    static String text(String field, @Nullable Object given) {
        if (given == null) {
            return "";
        }
        if (given instanceof String text) {
            return text;
        }
        throw new Refusal(field, "must be text, but is a " + given.getClass().getSimpleName());
    }
}
