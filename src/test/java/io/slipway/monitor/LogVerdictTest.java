package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Finding;
import io.slipway.contract.Rule;
import io.slipway.contract.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the logs of a version say of it, beside those of the version before. */
@Tag("VERI-2")
class LogVerdictTest {

    private static final String TRACE = "java.lang.IllegalStateException: %s\n\tat shop.Orders.%s(Orders.java:41)\n";

    private static InstanceLog log(String name, int seconds, String text) {
        return InstanceLog.read(name, text, Duration.ofSeconds(seconds));
    }

    /** A new version after ten seconds, beside one that served for so long. */
    private static Finding look(String now, int seconds, String before) {
        var finding = LogVerdict.of(List.of(log("shop-1", 10, now)), List.of(log("shop-1", seconds, before)));
        assertThat(finding.rule()).isEqualTo(Rule.VERI_2);
        return finding;
    }

    private static void assertVerdict(Finding finding, Verdict verdict, String... why) {
        assertThat(finding.verdict()).as(finding.why()).isEqualTo(verdict);
        assertThat(List.of(why)).allSatisfy(words -> assertThat(finding.why()).contains(words));
    }

    @Test
    void aNewStackTraceIsFoundAmongAsManyErrorsAsEver() {
        var before = "starts\n" + TRACE.formatted("no tea", "put").repeat(20);
        var same = TRACE.formatted("no bread", "put").repeat(2);
        assertVerdict(look("starts\n" + same, 200, before), Verdict.PASS);
        var other = "starts\n" + TRACE.formatted("no tea", "put") + TRACE.formatted("no tea", "pay");
        var finding = look(other, 200, before);
        assertVerdict(finding, Verdict.FAIL, "1 kind of stack traces (shop-1: line 4)", "0 kinds of errors (none)");
        assertThat(finding.why()).doesNotContain("IllegalState", "pay");
    }

    @Test
    void aNewStackTraceIsFoundHoweverShortTheVersionBeforeServed() {
        assertVerdict(look("starts\n" + TRACE.formatted("no tea", "put"), 1, "starts"), Verdict.FAIL);
    }

    @Test
    void aNewKindOfErrorIsFoundOnceTheVersionBeforeWouldHaveHadIt() {
        var once = "starts\nERROR the till is empty\n";
        assertVerdict(look(once, 30, "starts\nERROR no tea\n"), Verdict.FAIL, "1 kind of errors (shop-1: line 2)");
        var rare = look(once, 29, "starts\nERROR no tea\n");
        assertVerdict(rare, Verdict.PASS, "but for 1 kind so rare that it might have (shop-1: line 2)");
        assertThat(rare.facts()).containsEntry("newAndRare", "shop-1: line 2").containsEntry("newErrors", "none");
        assertVerdict(
                look("starts\n" + "ERROR the till is empty\n".repeat(3), 10, "starts\n"),
                Verdict.FAIL,
                "(shop-1: line 2 and 2 more)");
        assertVerdict(look(once, 3000, "starts\nERROR the till is empty\n"), Verdict.PASS);
    }

    @Test
    void aLogThatSaysNothingProvesNothing() {
        assertVerdict(
                look("", 100, "starts"), Verdict.UNKNOWN, "instance shop-1 of the new version has logged nothing");
        assertVerdict(
                look("starts", 100, "\n"), Verdict.UNKNOWN, "instance shop-1 of the version before has logged nothing");
        assertVerdict(
                LogVerdict.of(List.of(log("shop-1", 9, "starts")), List.of()),
                Verdict.UNKNOWN,
                "no instance of the version before runs");
        assertVerdict(
                LogVerdict.of(
                        List.of(log("shop-1", 9, "starts"), log("shop-2", 9, "")), List.of(log("shop-1", 9, "starts"))),
                Verdict.UNKNOWN,
                "instance shop-2 of the new version");
    }

    @Test
    void aFirstVersionIsComparedWithNothingAndSaysSomething() {
        assertVerdict(
                LogVerdict.first(List.of(log("shop-1", 9, "starts\nERROR no tea"))),
                Verdict.PASS,
                "Nothing ran here before",
                "2 messages, 1 of them errors");
        assertVerdict(LogVerdict.first(List.of(log("shop-1", 9, ""))), Verdict.UNKNOWN, "has logged nothing");
        assertVerdict(LogVerdict.first(List.of()), Verdict.UNKNOWN, "no instance of the new version");
    }

    /** The version before is all of its instances: what one of them had is nothing new. */
    @Test
    void whatAnyInstanceHadIsKnown() {
        var before = List.of(log("shop-1", 500, "starts"), log("shop-2", 500, "starts\nERROR the till is empty"));
        assertVerdict(
                LogVerdict.of(List.of(log("shop-1", 10, "starts\nERROR the till is empty")), before), Verdict.PASS);
    }

    @Test
    void aVersionBeforeThatNeverServedExcusesNothing() {
        assertVerdict(look("starts\nERROR the till is empty\n", 0, "starts"), Verdict.FAIL, "1 kind of errors");
    }
}
