package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Finding;
import io.slipway.contract.Instance;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("GATE-2")
@Tag("MON-5")
class SignalCheckTest {

    private static final Instance ONE = new Instance("one", "1.0.0", "d1", "127.0.0.1:1");
    private static final Instance TWO = new Instance("two", "1.0.0", "d1", "127.0.0.1:2");

    private final List<Reading> readings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();
    private List<String> absent = List.of();

    private void watchEverything() {
        for (var instance : List.of(ONE, TWO)) {
            for (var category : Category.values()) {
                readings.add(new Reading(category, category.id() + " signal", instance.address(), 1));
            }
        }
    }

    private Finding look(Rule rule) {
        return SignalCheck.of(
                        new Watched(List.of(ONE, TWO), absent),
                        new Observation(readings, problems, doubts, List.of(), Map.of()))
                .stream()
                .filter(finding -> finding.rule() == rule)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyCategoryOfEveryInstancePasses() {
        watchEverything();
        for (var rule : List.of(Rule.GATE_2, Rule.MON_5, Rule.CHECK_4)) {
            assertThat(look(rule).verdict()).isEqualTo(Verdict.PASS);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("CHECK-4")
    void aCategoryThatOneInstanceHasNothingOfStops(Category category) {
        watchEverything();
        readings.removeIf(
                reading -> reading.category() == category && reading.address().equals(TWO.address()));
        for (var rule : List.of(Rule.MON_5, Rule.CHECK_4)) {
            assertThat(look(rule).verdict()).isEqualTo(Verdict.FAIL);
            assertThat(look(rule).why()).contains("no fresh signal of " + category.id() + " for instance 'two'");
        }
        for (var value : List.of(Double.NaN, Double.POSITIVE_INFINITY)) {
            readings.add(new Reading(category, "nothing", TWO.address(), value));
            assertThat(look(Rule.MON_5).verdict()).isEqualTo(Verdict.FAIL);
        }
        readings.add(new Reading(category, "another", TWO.address(), 0));
        assertThat(look(Rule.MON_5).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void anInstanceThatIsNotThereStops() {
        watchEverything();
        absent = List.of("three");
        assertThat(look(Rule.MON_5).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(look(Rule.MON_5).why()).contains("'three'");
    }

    @Test
    @Tag("CHECK-4")
    void whatIsNotKnownOfMonitoringIsNoPass() {
        watchEverything();
        doubts.add("nobody knows whether alerts come back");
        for (var rule : List.of(Rule.GATE_2, Rule.CHECK_4)) {
            assertThat(look(rule).verdict()).isEqualTo(Verdict.UNKNOWN);
            assertThat(look(rule).why()).contains("nobody knows whether alerts come back");
        }
        problems.add("no alert gets there");
        assertThat(look(Rule.GATE_2).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(look(Rule.GATE_2).why()).contains("no alert gets there", "nobody knows whether alerts come back");
    }

    @Test
    @Tag("CHECK-4")
    void monitoringThatCannotBeReliedOnStopsWhateverItSays() {
        watchEverything();
        problems.add("no alert gets there");
        for (var rule : List.of(Rule.GATE_2, Rule.CHECK_4)) {
            assertThat(look(rule).verdict()).isEqualTo(Verdict.FAIL);
            assertThat(look(rule).why()).contains("no alert gets there");
        }
    }

    private Finding during(List<Instance> instances, Verdict alerts) {
        var fires = new Finding(Rule.ANTI_5, alerts, "Alerts fire: Bad", Map.of());
        var finding =
                SignalCheck.during(instances, new Observation(readings, problems, doubts, List.of(), Map.of()), fires);
        assertThat(finding.rule()).isEqualTo(Rule.DEPL_2);
        return finding;
    }

    @ParameterizedTest
    @EnumSource
    @Tag("DEPL-2")
    @Tag("MON-1")
    @Tag("MON-2")
    @Tag("MON-3")
    @Tag("MON-4")
    void whatIsNotSeenOfANewInstanceIsNotKnown(Category category) {
        watchEverything();
        var both = List.of(ONE, TWO);
        assertThat(during(both, Verdict.PASS).verdict()).isEqualTo(Verdict.PASS);
        readings.removeIf(
                reading -> reading.category() == category && reading.address().equals(TWO.address()));
        assertThat(during(both, Verdict.PASS).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(during(both, Verdict.PASS).why())
                .contains("no fresh signal of " + category.id() + " for instance 'two'");
        assertThat(during(List.of(ONE), Verdict.PASS).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    @Tag("DEPL-2")
    void lostMonitoringIsUnknownAndAnAlertIsNot() {
        watchEverything();
        var both = List.of(ONE, TWO);
        assertThat(during(List.of(), Verdict.PASS).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(during(both, Verdict.UNKNOWN).verdict()).isEqualTo(Verdict.UNKNOWN);
        problems.add("the heartbeat is lost");
        assertThat(during(both, Verdict.PASS).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(during(both, Verdict.PASS).why()).contains("the heartbeat is lost");
        assertThat(during(both, Verdict.FAIL).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(during(both, Verdict.FAIL).why()).contains("Alerts fire: Bad", "the heartbeat is lost");
    }
}
