package io.slipway.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.artifact.Shipyard;
import io.slipway.calendar.ReleaseCalendar;
import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.worker.Job;
import io.slipway.worker.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The yard's staging is Vienna's, its test is nobody's. */
@Tag("ANTI-1")
class CheckCalendarTest {

    private static final String THURSDAY_NIGHT = "2026-11-26T22:59:59Z";
    private static final String FRIDAY = "2026-11-26T23:00:00Z";

    private Shipyard yard;

    @BeforeEach
    void build(@TempDir Path folder) throws Exception {
        yard = new Shipyard(folder);
    }

    private Outcome look(String environment, String at) throws Exception {
        var variables = new HashMap<String, Object>(Map.of("service", "shop", "environment", environment));
        return new CheckCalendar(new ReleaseCalendar(yard.catalog()), () -> Instant.parse(at))
                .work(new Job("1", "shop-1", variables, Granting.none()));
    }

    private static void assertSays(Outcome outcome, Verdict verdict, String window, String... why) {
        assertThat(outcome.variables())
                .containsEntry(Variable.CALENDAR_VERDICT.name(), verdict.id())
                .containsEntry(Variable.RELEASE_WINDOW.name(), window);
        assertThat(outcome.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.ANTI_1);
            assertThat(finding.verdict()).isEqualTo(verdict);
            assertThat(finding.why()).contains(why);
        });
    }

    @Test
    void theLastSecondOfThursdayIsOpen() throws Exception {
        var outcome = look("staging", THURSDAY_NIGHT);
        assertSays(outcome, Verdict.PASS, "open", "Nothing stands against it: Thursday 2026-11-26 in Europe/Vienna");
        assertThat(outcome.findings().get(0).facts())
                .containsEntry("at", "2026-11-26T23:59:59+01:00")
                .containsEntry("weekday", "Thursday");
    }

    @Test
    void aFridayIsOnlyOpenedByAnApproval() throws Exception {
        var outcome = look("staging", FRIDAY);
        assertSays(
                outcome,
                Verdict.PASS,
                "approval",
                "The weekend is near: Friday 2026-11-27 in Europe/Vienna",
                "Only an approval opens it");
        assertThat(outcome.variables())
                .containsEntry(
                        Variable.WINDOW_REASON.name(), "The weekend is near: Friday 2026-11-27 in Europe/Vienna");
    }

    @Test
    void aFreezeFailsAndSaysWhenItIsOver() throws Exception {
        yard.calendar("{timeZone: Europe/Vienna, freezes: [{name: Inventory,"
                + " from: '2026-11-26T20:00', to: '2026-11-27T08:00'}]}");
        assertSays(
                look("staging", FRIDAY),
                Verdict.FAIL,
                "closed",
                "A freeze of the catalog holds: 'Inventory' until 2026-11-27T08:00+01:00[Europe/Vienna]",
                "Check again when it is over");
    }

    @Test
    void whatUsersDoNotDependOnIsOpen() throws Exception {
        assertSays(look("test", FRIDAY), Verdict.PASS, "open", "users do not depend on");
    }
}
