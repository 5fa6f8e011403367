package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A worker that works asks the server that it works for, as the workers' account. */
@Tag("GATE-2")
class ReturnedAlertsTest {

    @Test
    void areAskedForAtTheServerOfTheEngine() throws Exception {
        try (var workshop = new Workshop()) {
            var found = new CopyOnWriteArrayList<Optional<ReturnedAlerts.Heard>>();
            workshop.open(job -> {
                try {
                    found.add(workshop.alerts.find("abc"));
                } catch (java.io.IOException e) {
                    throw new RetryableFailure("not asked", e);
                }
                return Outcome.done();
            });
            workshop.engine.offer("1", Topic.CHECK_TESTS, null);
            workshop.answer("1", "complete");
            await().atMost(Duration.ofSeconds(10)).until(() -> found.size() == 1);
            assertThat(found.get(0))
                    .hasValueSatisfying(heard -> assertThat(heard.ago()).isEqualTo(Duration.ofMillis(40)));
            assertThat(List.copyOf(workshop.engine.authorizations))
                    .as("whoever fetches asks")
                    .hasSizeGreaterThan(1)
                    .allSatisfy(header -> assertThat(header).startsWith("Basic "))
                    .containsOnly(workshop.engine.authorizations.get(0));
        }
    }

    @Test
    void areNotAskedForBeforeTheWorkersHaveBegun() {
        assertThatThrownBy(() -> new ReturnedAlerts().find("abc"))
                .hasMessageContaining("before the workers have begun");
    }
}
