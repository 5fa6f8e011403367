package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.Topic;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WorkerSettingsTest {

    private static WorkerSettings settings(Map<String, String> given) {
        return new Binder(new MapConfigurationPropertySource(given))
                .bindOrCreate("slipway.worker", WorkerSettings.class);
    }

    @Test
    void areComplete() {
        var settings = settings(Map.of());

        assertThat(settings.engine()).isNull();
        assertThat(settings.topics()).isEmpty();
        assertThat(settings.retryPauses())
                .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30));
        assertThat(settings.poll()).isLessThan(settings.lock());
    }

    @Test
    void areWhatIsWritten() {
        var settings = settings(
                Map.of("slipway.worker.topics", "check-tests, shift-traffic", "slipway.worker.retry-pauses", "1s, 1m"));

        assertThat(settings.topics()).containsExactly(Topic.CHECK_TESTS, Topic.SHIFT_TRAFFIC);
        assertThat(settings.pauseBefore(2)).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.pauseBefore(1)).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({
        "slots, -1",
        "slots, 65",
        "slots, many",
        "lock, 999ms",
        "poll, 0s",
        "report-for, -1s",
        "refused-for, -1s",
        "shutdown, -1s",
        "retry-pauses, -2s",
        "topics, check-everything"
    })
    void refuseWhatCannotBeMeant(String name, String value) {
        assertThatThrownBy(() -> settings(Map.of("slipway.worker." + name, value)))
                .hasStackTraceContaining("slipway.worker." + name);
    }
}
