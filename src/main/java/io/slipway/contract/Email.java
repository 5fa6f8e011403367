package io.slipway.contract;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How people are told apart across accounts, commits and keys: by e-mail address. */
public final class Email {

    /** No comma, no space: so a list of addresses can be taken apart again. */
    private static final String ADDRESS = "[^\\s,<>@]+@[^\\s,<>@]+";

    private Email() {}

    /** The address without what does not tell people apart (spaces around it, capitals); empty if it is none. */
    public static Optional<String> of(@Nullable String written) {
        return Optional.ofNullable(written)
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .filter(text -> text.matches(ADDRESS));
    }
}
