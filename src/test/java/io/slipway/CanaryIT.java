package io.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.sample.Customers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The built program releases step by step while customers come: good versions and bad ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CanaryIT {

    private static final String STAGING = "staging";
    private static final Duration BETWEEN_VISITS = Duration.ofMillis(20);

    private @Nullable RunningSlipway started;
    private @Nullable Customers customers;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        started = RunningSlipway.fromJar(folder, "--spring.profiles.active=sample", "--slipway.sample.canary=staging")
                .startSample();
    }

    @AfterAll
    void close() throws Exception {
        slipway().close();
    }

    private RunningSlipway slipway() {
        if (started == null) {
            throw new AssertionError("it has not started");
        }
        return started;
    }

    @BeforeEach
    void customersCome() {
        customers = new Customers(slipway().shop(STAGING), BETWEEN_VISITS);
    }

    private Map<String, Long> counts() {
        return customers == null ? Map.of() : customers.counts();
    }

    @AfterEach
    void noCustomerNoticesTheWork() throws Exception {
        if (customers != null) {
            customers.close();
        }
        System.out.println("Requests by who answered them, and how: " + counts());
        assertThat(counts())
                .as("requests that nobody, or the gateway, answered")
                .allSatisfy((answer, count) -> assertThat(answer).doesNotStartWith("nobody"));
        slipway().withdrawAll();
    }

    private JsonNode comparison(String release) throws Exception {
        var findings = slipway().findings(release);
        return StreamSupport.stream(findings.spliterator(), false)
                .filter(finding -> finding.path("topic").asText().equals("compare-versions"))
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> new AssertionError(findings.toPrettyString()));
    }

    @Test
    @Tag("DEPL-1")
    @Tag("CONF-1")
    @Tag("CHECK-7")
    void a_good_version_gets_more_and_more_and_is_confirmed() throws Exception {
        var before = slipway().serving(STAGING);
        var good = before.equals("1.1.0") ? "1.1.1" : "1.1.0";

        var release = slipway().release(good, STAGING);

        assertThat(slipway().outcome(release)).isEqualTo("confirmed");
        assertThat(slipway().serving(STAGING)).isEqualTo(good);
        assertThat(slipway().reached(release)).contains("CallActivity_WidenTraffic", "EndEvent_TrafficWidened");
        var compared = comparison(release);
        assertThat(compared.path("verdict").asText())
                .as(compared.toPrettyString())
                .isEqualTo("pass");
        assertThat(compared.path("facts").path("share").asText()).isEqualTo("50");
        assertThat(share(compared, "measuredShare")).isBetween(43.0, 57.0);
    }

    @Test
    @Tag("CONF-2")
    @Tag("GATE-5")
    @Tag("CHECK-7")
    @Tag("MON-2")
    void a_version_that_fails_is_taken_back_before_most_users_have_met_it() throws Exception {
        var before = slipway().serving(STAGING);

        var release = slipway().release("1.3.0", STAGING);

        assertThat(slipway().outcome(release)).isEqualTo("rolled-back");
        assertThat(slipway().serving(STAGING)).isEqualTo(before);
        assertThat(slipway().reached(release)).doesNotContain("Task_ConfirmRelease", "CallActivity_Verify");
        var compared = comparison(release);
        assertThat(compared.path("verdict").asText())
                .as(compared.toPrettyString())
                .isEqualTo("fail");
        assertThat(compared.path("why").asText()).contains("Errors: The new version is worse than tolerated");
        assertThat(share(compared, "measuredShare"))
                .as("of the requests: planned, two points, and chance")
                .isLessThan(share(compared, "share") + 6);
        assertThat(met("1.3.0"))
                .as("requests that met it, of those of the whole release")
                .isLessThan(met("") / 4);
    }

    @Test
    @Tag("CONF-2")
    @Tag("MON-3")
    void a_version_that_is_slow_is_taken_back_before_all_users_have_met_it() throws Exception {
        var before = slipway().serving(STAGING);

        var release = slipway().release("1.4.0", STAGING);

        assertThat(slipway().outcome(release)).isEqualTo("rolled-back");
        assertThat(slipway().serving(STAGING)).isEqualTo(before);
        assertThat(slipway().reached(release)).doesNotContain("CallActivity_Verify");
        var compared = comparison(release);
        assertThat(compared.path("why").asText())
                .contains("Answers slower than 500 ms: The new version is worse than tolerated");
    }

    @Test
    @Tag("DEPL-1")
    @Tag("CHECK-7")
    void a_crash_while_two_versions_serve_is_met_by_nobody_and_the_release_goes_on() throws Exception {
        var before = slipway().serving(STAGING);
        var good = before.equals("1.1.0") ? "1.1.1" : "1.1.0";
        var release = slipway().release(good, STAGING);
        RunningSlipway.await("both serve", Duration.ofMinutes(2), () -> met(good) > 100);

        slipway().kill();
        var then = met(good);
        RunningSlipway.await("both serve without Slipway", Duration.ofMinutes(1), () -> met(good) > then + 100);
        slipway().start();

        assertThat(slipway().outcome(release)).isEqualTo("confirmed");
        assertThat(slipway().serving(STAGING)).isEqualTo(good);
        assertThat(comparison(release).path("verdict").asText()).isEqualTo("pass");
    }

    private static double share(JsonNode finding, String fact) {
        return Double.parseDouble(
                finding.path("facts").path(fact).asText("none").replace(" %", ""));
    }

    private long met(String version) {
        return counts().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(version))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
