package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which lines are of a kind that was seen before. */
@Tag("VERI-2")
class LogTemplatesTest {

    private static final List<String> BEFORE = List.of(
            "2026-11-27T12:00:01Z ERROR order 17 of alice was lost",
            "2026-11-27T12:03:44Z ERROR order 18 of bob was lost",
            "ERROR POST /order 500",
            "level=error msg=\"no tea for 17\" user=alice",
            "level=error msg=\"no tea for 18\" user=bob",
            "{\"at\":\"2026-11-27T12:00:01Z\",\"level\":\"ERROR\",\"message\":\"the till is empty\",\"thread\":\"pool-1\"}",
            "ERROR cannot read: java.io.IOException: closed");

    @ParameterizedTest
    @CsvSource({
        "2026-12-01T00:00:00Z ERROR order 99 of carol was lost, true",
        "2026-12-01T00:00:00Z ERROR order 99 of carol was found, false",
        "ERROR POST /order 503, true",
        "ERROR GET /order 500, false",
        "ERROR POST /order 500 again, false",
        "'level=error msg=\"no tea for 99\" user=carol', true",
        "'level=error msg=\"no bread for 99\" user=carol', false",
        "'{\"at\":\"2026-12-01T00:00:00Z\",\"level\":\"ERROR\",\"message\":\"the till is empty\",\"thread\":\"pool-9\"}', true",
        "'{\"at\":\"2026-12-01T00:00:00Z\",\"level\":\"ERROR\",\"message\":\"the till is locked\",\"thread\":\"pool-9\"}', false",
        "level=fatal msg=gone user=bob, false",
        "ERROR cannot read: java.io.IOException: closed, true",
        "ERROR cannot read: java.io.EOFException: closed, false",
        "'', false"
    })
    void onlyWhatVariesMayBeAnything(String line, boolean known) {
        assertThat(LogTemplates.of(BEFORE).know(line)).isEqualTo(known);
    }

    @Test
    void whatWasNeverSeenToVaryDoesNot() {
        var one = LogTemplates.of(BEFORE.subList(0, 1));
        assertThat(one.know("2026-12-01T00:00:00Z ERROR order 99 of alice was lost"))
                .isTrue();
        assertThat(one.know("2026-12-01T00:00:00Z ERROR order 99 of carol was lost"))
                .isFalse();
        assertThat(LogTemplates.of(List.of()).know("ERROR")).isFalse();
    }

    /** What was thrown is what a line is about: two that differ in nothing else do not make it a variable, and neither does a digit. */
    @Test
    void whatWasThrownIsNeverAVariable() {
        var before = List.of("ERROR cannot read it: Http2Exception closed", "ERROR cannot read it: IOException closed");
        var templates = LogTemplates.of(before);
        assertThat(before).allMatch(templates::know);
        assertThat(templates.know("ERROR cannot read it: EOFException closed")).isFalse();
        assertThat(templates.know("ERROR cannot read it: Http3Exception closed"))
                .isFalse();
    }

    /** Each line of the version before is of a kind of its own, whatever was merged. */
    @Test
    void whatItLearntFromItKnows() {
        var lines = IntStream.range(0, 3000)
                .mapToObj(i -> "ERROR " + word(i) + " and " + word(i / 7) + " met " + word(i * 31))
                .toList();
        var templates = LogTemplates.of(lines);
        assertThat(lines).allMatch(templates::know);
    }

    private static String word(int number) {
        return Integer.toString(number % 677, 26).replaceAll("\\d", "z");
    }
}
