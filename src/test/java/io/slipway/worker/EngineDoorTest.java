package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.WorkerAccount;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineDoorTest {

    private static final WorkerAccount ACCOUNT = new WorkerAccount("slipway-worker", "canary-secret");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1:8080/engine-rest",
                "http://0.0.0.0:8080/engine-rest",
                "http://[2001:db8::1]/engine-rest",
                "http://no-such-machine.invalid/engine-rest",
                "http://127.0.0.1@192.0.2.1/engine-rest",
                "ftp://127.0.0.1/engine-rest",
                "/engine-rest",
                "localhost:8080/engine-rest"
            })
    @Tag("SEC-1")
    void doesNotSendTheSecretInTheClearToAnotherMachine(String address) {
        assertThatThrownBy(() -> new EngineDoor(URI.create(address), ACCOUNT, null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("use https")
                .hasMessageNotContaining(ACCOUNT.secret());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/engine-rest",
                "http://127.0.0.1:8080/engine-rest",
                "http://[::1]:8080/engine-rest",
                "https://slipway.example/engine-rest"
            })
    @Tag("SEC-1")
    void opensOverTlsOrOnThisMachine(String address) {
        assertThatCode(() -> new EngineDoor(URI.create(address), ACCOUNT, null)).doesNotThrowAnyException();
        assertThat(new EngineDoor(URI.create(address), ACCOUNT, null).toString())
                .doesNotContain(ACCOUNT.secret());
    }
}
