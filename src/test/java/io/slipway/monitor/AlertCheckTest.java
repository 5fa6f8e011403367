package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Rule;
import io.slipway.contract.Variable;
import io.slipway.contract.Verdict;
import io.slipway.permit.Granting;
import io.slipway.worker.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ANTI-5")
class AlertCheckTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofHours(2));
    private static final String REASON = "the disk is being replaced, ticket 4711";
    private static final OwnPeople OWN = new OwnPeople(Optional.of(Set.of("maria@x.org", "dev@x.org", "build@x.org")));

    private static Verdict verdict(OwnPeople own, Silence... silences) {
        var alert = new Alert("ManyErrors {service=shop}", "5 % fail", NOW, List.of(silences));
        var finding = AlertCheck.of(List.of(alert), own, NOW);
        assertThat(finding.rule()).isEqualTo(Rule.ANTI_5);
        assertThat(finding.facts()).containsKey("ManyErrors {service=shop}");
        return finding.verdict();
    }

    private static Silence silence(String by, String comment, Instant end) {
        return new Silence("s1", by, comment, end);
    }

    @Test
    void whereNothingFiresItPasses() {
        assertThat(AlertCheck.of(List.of(), OWN, NOW).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void anAlertThatFiresStops() {
        var alert = new Alert("ManyErrors {service=shop}", "5 % fail", NOW, List.of());
        var finding = AlertCheck.of(List.of(alert), OWN, NOW);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.why())
                .contains("ManyErrors {service=shop} (5 % fail)")
                .contains("check again");
    }

    @Test
    void aSilenceOfSomebodyElseWithAReasonAndAnEndCounts() {
        assertThat(verdict(OWN, silence("ops@x.org", REASON, LATER))).isEqualTo(Verdict.PASS);
        assertThat(verdict(OWN, silence(" Ops@X.org", REASON, NOW.plus(Duration.ofDays(7)))))
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void aSilenceOfThoseWhoseReleaseItIsDoesNot() {
        for (var by : List.of("maria@x.org", "dev@x.org", "build@x.org", "Maria@X.ORG ")) {
            assertThat(verdict(OWN, silence(by, REASON, LATER))).as(by).isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void aSilenceOfNobodyKnowsWhomDoesNot() {
        for (var by : List.of("", "ops", "Oskar of operations")) {
            assertThat(verdict(OWN, silence(by, REASON, LATER))).as(by).isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void aSilenceWithoutAReasonDoesNot() {
        for (var comment : List.of("", "-", "n/a", "tbd", "ok")) {
            assertThat(verdict(OWN, silence("ops@x.org", comment, LATER)))
                    .as(comment)
                    .isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void aSilenceWithoutAnEndDoesNot() {
        for (var end :
                List.of(NOW, NOW.plus(Duration.ofDays(7)).plusSeconds(1), Instant.parse("2099-01-01T00:00:00Z"))) {
            assertThat(verdict(OWN, silence("ops@x.org", REASON, end)))
                    .as(end.toString())
                    .isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void oneGoodSilenceIsEnoughAndOneAlertThatIsNotSilencedIsTooMany() {
        var bad = silence("maria@x.org", REASON, LATER);
        var good = silence("ops@x.org", REASON, LATER);
        assertThat(verdict(OWN, bad, good)).isEqualTo(Verdict.PASS);
        var silenced = new Alert("A", "a", NOW, List.of(good));
        var loud = new Alert("B", "b", NOW, List.of());
        var finding = AlertCheck.of(List.of(silenced, loud), OWN, NOW);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(finding.why()).contains("B (b)").doesNotContain("A (a)");
    }

    /** Unknown is never somebody else. */
    @Test
    void whoseReleaseItIsHasToBeKnown() {
        var silence = silence("ops@x.org", REASON, LATER);
        assertThat(verdict(own("maria@x.org", Watch.WHOSE), silence)).isEqualTo(Verdict.PASS);
        for (var starter : Arrays.asList(null, "")) {
            assertThat(verdict(own(starter, Watch.WHOSE), silence)).isEqualTo(Verdict.FAIL);
        }
        for (var findings : List.of(
                "[]",
                Watch.WHOSE.replace("pass", "unknown"),
                Watch.WHOSE.replace("ROLE-5", "ROLE-1"),
                Watch.WHOSE.replace("authors", "writers"),
                Watch.WHOSE.replace("signers", "sealers"))) {
            assertThat(verdict(own("maria@x.org", findings), silence))
                    .as(findings)
                    .isEqualTo(Verdict.FAIL);
        }
        for (var one : List.of("maria@x.org", "dev@x.org", "eva@x.org", "build@x.org")) {
            assertThat(verdict(own("maria@x.org", Watch.WHOSE), silence(one, REASON, LATER)))
                    .as(one)
                    .isEqualTo(Verdict.FAIL);
        }
    }

    private static OwnPeople own(@Nullable String starter, String findings) {
        var variables = new HashMap<String, @Nullable Object>();
        variables.put(Variable.STARTER.name(), starter);
        variables.put(Variable.FINDINGS.name(), findings);
        return OwnPeople.of(new Job("1", "shop-1", variables, Granting.none()));
    }
}
