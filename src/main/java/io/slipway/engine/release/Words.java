package io.slipway.engine.release;

import io.slipway.contract.Variable;
import io.slipway.engine.Refusal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people write in their own words. */
final class Words {

    private static final int SHORTEST = 3;
    private static final int LONGEST = 2000;

    /** What people write where they know nothing or want to say nothing: small letters and digits alone. */
    private static final Set<String> PLACEHOLDERS = Set.of(
            "asabove",
            "asdf",
            "asdfasdf",
            "dontknow",
            "donotknow",
            "empty",
            "idk",
            "later",
            "missing",
            "na",
            "nil",
            "noanswer",
            "noclue",
            "nocomment",
            "noidea",
            "noinformation",
            "none",
            "notapplicable",
            "notavailable",
            "notclear",
            "notdefined",
            "notknown",
            "notknownyet",
            "notsure",
            "null",
            "open",
            "pending",
            "qwerty",
            "seeabove",
            "tba",
            "tbc",
            "tbd",
            "test",
            "tobeannounced",
            "tobeconfirmed",
            "tobedefined",
            "tobedetermined",
            "todo",
            "unclear",
            "undefined",
            "unknown",
            "unknownyet",
            "wedontknow",
            "whatever");

    private Words() {}

    /**
     * The words without the space around them; nothing given is no words.
     *
     * @throws Refusal if it is no text, too much of it, or text that does something when it is shown
     */
    static String of(Variable<String> field, @Nullable Object given) {
        var value = text(field, given).strip();
        if (value.length() > LONGEST) {
            throw new Refusal(field.name(), "has " + value.length() + " characters; at most " + LONGEST);
        }
        if (value.codePoints()
                .anyMatch(c -> Character.getType(c) == Character.CONTROL && c != '\n' && c != '\r' && c != '\t')) {
            throw new Refusal(field.name(), "holds a control character; only text and line breaks are taken");
        }
        return value;
    }

    /**
     * Words that say something.
     *
     * @throws Refusal if they are none, or stand in for an answer ("n/a", "-", "tbd"): unknown is no answer
     */
    static String sentence(Variable<String> field, @Nullable Object given) {
        var value = of(field, given);
        if (value.isEmpty()) {
            throw new Refusal(field.name(), "must be given");
        }
        if (value.length() < SHORTEST || saysNothing(value)) {
            throw new Refusal(
                    field.name(),
                    "'" + value + "' says nothing: say it in a sentence. If you do not know, ask who does; if there is"
                            + " nothing to say, say why");
        }
        return value;
    }

    private static boolean saysNothing(String value) {
        var bare = Normalizer.normalize(value, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return PLACEHOLDERS.contains(bare) || bare.codePoints().distinct().count() < 2;
    }

    /** @throws Refusal if it is something else than text */
    static String text(Variable<String> field, @Nullable Object given) {
        if (given == null) {
            return "";
        }
        if (given instanceof String text) {
            return text;
        }
        throw new Refusal(
                field.name(), "must be text, but is a " + given.getClass().getSimpleName());
    }
}
