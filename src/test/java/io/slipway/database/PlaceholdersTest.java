package io.slipway.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.catalog.DatabaseAccess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("GATE-3")
class PlaceholdersTest {

    private static final String PASSWORD = "p@ss {user}/%+x";

    private static String filled(String text, String host) {
        var access = new DatabaseAccess(host, 6432, "scratch", Path.of("password"), Path.of("ca.pem"));
        return Placeholders.fill(Map.of("X", text), access, "trial$1", PASSWORD).getOrDefault("X", "nothing");
    }

    @Test
    void anAddressGetsWhatStandsForItself() {
        assertThat(filled("postgresql://{user}:{password}@{host}:{port}/{name}", "db.example.org"))
                .isEqualTo("postgresql://scratch:p%40ss%20%7Buser%7D%2F%25%2Bx@db.example.org:6432/trial%241");
        assertThat(filled("jdbc:postgresql://{host}:{port}/{name}?sslmode=verify-full", "::1"))
                .isEqualTo("jdbc:postgresql://[::1]:6432/trial%241?sslmode=verify-full");
    }

    @Test
    void anythingElseGetsItWordByWord() {
        assertThat(filled("{password}", "::1")).isEqualTo(PASSWORD);
        assertThat(filled("{host}:{port}", "::1")).isEqualTo("::1:6432");
        assertThat(filled("none", "::1")).isEqualTo("none");
    }
}
