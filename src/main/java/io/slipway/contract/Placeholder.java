package io.slipway.contract;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** Words that stand in for an answer ("n/a", "-", "tbd"): unknown is no answer. */
public final class Placeholder {

    private static final int SHORTEST = 3;

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

    private Placeholder() {}

    /** Whether the words say nothing, or are none. */
    public static boolean is(String words) {
        var bare = Normalizer.normalize(words, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return words.strip().length() < SHORTEST
                || PLACEHOLDERS.contains(bare)
                || bare.codePoints().distinct().count() < 2;
    }
}
