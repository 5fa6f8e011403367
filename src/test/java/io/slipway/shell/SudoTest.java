package io.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What sudo 1.9 answers to {@code sudo -n -l}. */
@Tag("SEC-3")
class SudoTest {

    private static final String DEFAULTS =
            """
            Matching Defaults entries for shop on web1:
                env_reset, mail_badpass, secure_path=/usr/local/sbin\\:/usr/local/bin, use_pty

            """;

    @Test
    void readsALineEach() throws Exception {
        assertThat(
                        Sudo.read(
                                0,
                                DEFAULTS
                                        + """
                                User shop may run the following commands on web1:
                                    (root) NOPASSWD: /usr/bin/systemctl reload nginx
                                    (ALL : ALL) ALL
                                """))
                .containsExactly("(root) NOPASSWD: /usr/bin/systemctl reload nginx", "(ALL : ALL) ALL");
    }

    @Test
    void whoMayDoNothingMayDoNothing() throws Exception {
        assertThat(Sudo.read(1, "Sorry, user shop may not run sudo on web1.\n")).isEmpty();
    }

    @Test
    void whatNeedsAPasswordIsNotKnown() {
        assertThatThrownBy(() -> Sudo.read(1, "sudo: a password is required\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a password is required");
        assertThatThrownBy(() -> Sudo.read(0, "")).isInstanceOf(IOException.class);
    }
}
