package io.slipway.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a log says, message by message. */
@Tag("VERI-2")
class LogEventTest {

    private static final String JAVA =
            """
            shop serves
            2026-11-27 12:00:01 WARN order 17 failed
            java.lang.IllegalStateException: no tea for 17
            \tat shop.Orders.put(Orders.java:41)
            \tat shop.Orders.lambda$all$3(Orders.java:12)
            \tat java.base/java.util.ArrayList.forEach(ArrayList.java:1511)
            Caused by: java.io.IOException: closed
            \tat shop.Store.open(Store.java:9)
            \t... 3 more

            shop serves still
            """;

    private static List<LogEvent> events(String log) {
        var events = new ArrayList<LogEvent>();
        LogEvent.each(log, events::add);
        return events;
    }

    private static String trace(String log) {
        return events(log).stream()
                .flatMap(event -> event.trace().stream())
                .findFirst()
                .orElse("");
    }

    @Test
    void aStackTraceBelongsToTheLineThatItFollows() {
        var events = events(JAVA);
        assertThat(events).extracting(LogEvent::line).containsExactly(1, 2, 3, 11);
        assertThat(events).extracting(LogEvent::isWrong).containsExactly(false, false, true, false);
        assertThat(events.get(2).trace())
                .contains("java.lang.IllegalStateException < shop.Orders.put < shop.Orders.lambda$all$#"
                        + " < java.base/java.util.ArrayList.forEach < java.io.IOException < shop.Store.open");
    }

    @Test
    void whatDiffersEachTimeIsNoDifference() {
        assertThat(trace(JAVA.replace(":41)", ":44)").replace("$3(", "$5(").replace("17", "18")))
                .isEqualTo(trace(JAVA));
        assertThat(trace(JAVA.replace("Orders.put", "Orders.pay"))).isNotEqualTo(trace(JAVA));
        assertThat(trace(JAVA.replace("IOException", "EOFException"))).isNotEqualTo(trace(JAVA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                Traceback (most recent call last):
                  File "/srv/releases/0a1b/shop/orders.py", line 41, in put
                    store.open()
                ValueError: no tea
                """,
                """
                TypeError: tea is undefined
                    at put (/srv/releases/0a1b/orders.js:41:7)
                    at async handle (/srv/releases/0a1b/shop.js:12:3)
                """
            })
    void otherLanguagesHaveThemAsWell(String log) {
        assertThat(trace(log))
                .isNotEmpty()
                .isEqualTo(trace(log.replace("0a1b", "9f8e").replace("41", "44")));
        assertThat(trace(log)).isNotEqualTo(trace(log.replace("put", "pay")));
    }

    /** What is indented is no stack trace for that, and what is wrong needs none. */
    @Test
    void whatHasNoFramesHasNoTrace() {
        var events = events("ERROR no tea\n  in the shop\n{\n  \"error\": 1\n}\n\n");
        assertThat(events).hasSize(3).allSatisfy(event -> assertThat(event.trace())
                .isEmpty());
        assertThat(events.get(0).isWrong()).isTrue();
        assertThat(events("")).isEmpty();
    }

    /** Whatever a program writes, reading it ends soon. */
    @Test
    void aLineWithoutEndIsReadAsFarAsItTellsApart() {
        var endless = "a".repeat(3_000_000);
        var log = endless + "\n" + endless + "Exception\n\tat " + endless + "(A.java)\n"
                + "\tat a.B(C.java)\n".repeat(5000);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(events(log)).hasSize(2);
            assertThat(events(log).get(1).trace()).isPresent();
            assertThat(LogTemplates.of(List.of("ERROR " + endless)).know("ERROR " + endless))
                    .isTrue();
        });
    }

    /** A message of several lines may have empty ones, and what is wrong may stand at the end of a long one. */
    @Test
    void nothingIsOverlooked() {
        assertThat(trace("ERROR no tea\n\n\tat shop.Orders.put(Orders.java:41)\n"))
                .contains("shop.Orders.put");
        assertThat(events("{\"context\":\"" + "a".repeat(5000) + "\",\"level\":\"ERROR\"}")
                        .get(0)
                        .isWrong())
                .isTrue();
        var deep = "java.lang.IllegalStateException: no tea\n" + "\tat a.B(C.java)\n".repeat(500);
        assertThat(trace(deep + "Caused by: java.io.EOFException: gone\n\tat a.B(C.java)\n"))
                .isNotEqualTo(trace(deep + "Caused by: java.io.IOException: gone\n\tat a.B(C.java)\n"));
    }
}
