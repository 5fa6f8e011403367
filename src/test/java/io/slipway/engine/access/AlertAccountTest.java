package io.slipway.engine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.WorkerAccount;
import io.slipway.engine.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The account of Alertmanager has a secret of its own that nobody guesses, or it is not there. */
@Tag("SEC-3")
class AlertAccountTest {

    private static final WorkerAccount WORKERS = WorkerAccount.ofConfigured("a secret of the workers of this test");

    private Path folder;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder;
    }

    private AlertAccount of(String secret) throws IOException {
        return new AlertAccount(Files.writeString(folder.resolve("secret"), secret), WORKERS);
    }

    @Test
    void itsSecretIsWhatTheFileHolds() throws IOException {
        var account = of("  twenty-four characters..\n");
        assertThat(account.secret()).contains("twenty-four characters..");
        assertThat(account.closed()).isEmpty();
        assertThat(account.toString()).doesNotContain("twenty-four");
    }

    @Test
    void itIsNotThereWithoutAFile() {
        var account = new AlertAccount(null, WORKERS);
        assertThat(account.secret()).isEmpty();
        assertThat(account.closed()).hasValueSatisfying(why -> assertThat(why).contains("takes no alerts"));
    }

    @Test
    void aSecretThatIsNoneIsRefused() {
        assertThatThrownBy(() -> of("twenty-three characters"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContainingAll("slipway.alerts.secret-file", "a secret of 23 characters");
        assertThatThrownBy(() -> of(" \n")).hasMessageContaining("a secret of 0 characters");
        assertThatThrownBy(() -> of("a secret of the workers of this test\n"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("holds the secret of the workers");
        assertThatThrownBy(() -> new AlertAccount(folder.resolve("none"), WORKERS))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("none cannot be read");
    }
}
