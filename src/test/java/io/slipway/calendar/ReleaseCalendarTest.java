package io.slipway.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.artifact.Shipyard;
import io.slipway.catalog.CatalogException;
import io.slipway.contract.ReleaseWindow;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Days, hours and freezes by the clocks of the people who look after the service, whatever the clock of the machine says. */
@Tag("ANTI-1")
class ReleaseCalendarTest {

    private Shipyard yard;

    @BeforeEach
    void build(@TempDir Path folder) throws Exception {
        yard = new Shipyard(folder);
    }

    private ReleaseCalendar.Answer answer(String calendar, String at) throws Exception {
        yard.calendar("{" + calendar + "}");
        return new ReleaseCalendar(yard.catalog()).at("shop", "staging", instant(at));
    }

    private static Instant instant(String at) {
        return at.endsWith("]") ? ZonedDateTime.parse(at).toInstant() : Instant.parse(at);
    }

    private String at(String calendar, String at) throws Exception {
        return answer(calendar, at).window().state().id();
    }

    @ParameterizedTest
    @CsvSource({
        // 2026-11-27 is a Friday, from one midnight to the other
        "Europe/Vienna,    2026-11-26T22:59:59.999Z, open",
        "Europe/Vienna,    2026-11-26T23:00:00Z,     approval",
        "Europe/Vienna,    2026-11-27T22:59:59Z,     approval",
        "Europe/Vienna,    2026-11-27T23:00:00Z,     open",
        // the same moments are other days elsewhere
        "Pacific/Auckland, 2026-11-26T10:59:59Z,     open",
        "Pacific/Auckland, 2026-11-26T11:00:00Z,     approval",
        "America/New_York, 2026-11-27T04:59:59Z,     open",
        "America/New_York, 2026-11-28T04:59:59Z,     approval",
        // and all the other days are none
        "UTC,              2026-11-28T12:00:00Z,     open",
        "UTC,              2026-11-29T12:00:00Z,     open",
        "UTC,              2026-11-30T12:00:00Z,     open",
        "UTC,              2026-12-01T12:00:00Z,     open",
        "UTC,              2026-12-02T12:00:00Z,     open",
        "UTC,              2026-12-03T12:00:00Z,     open",
    })
    void itIsFridayWhereTheServicesPeopleAre(String zone, String moment, String state) throws Exception {
        assertThat(at("timeZone: " + zone, moment)).isEqualTo(state);
    }

    @Test
    void theReasonIsTheSameForTheWholeDayAndAnotherOnTheNext() throws Exception {
        var calendar = "timeZone: Europe/Vienna";
        var friday =
                answer(calendar, "2026-11-27T00:00:00+01:00[Europe/Vienna]").window();
        assertThat(friday)
                .isEqualTo(new ReleaseWindow(
                        ReleaseWindow.State.APPROVAL, "The weekend is near: Friday 2026-11-27 in Europe/Vienna"));
        assertThat(answer(calendar, "2026-11-27T23:59:59+01:00[Europe/Vienna]").window())
                .isEqualTo(friday);
        assertThat(answer(calendar, "2026-12-04T12:00:00+01:00[Europe/Vienna]").window())
                .isNotEqualTo(friday);
    }

    @ParameterizedTest
    @CsvSource({
        "'{country: at}',              2026-12-08, approval", // the whole country's
        "'{country: AT}',              2026-12-08, approval",
        "'{country: at}',              2026-12-07, open",
        "'{country: at}',              2026-11-11, open", // Saint Martin is the Burgenland's only
        "'{country: at, region: \"1\"}', 2026-11-11, approval",
        "'{country: at, region: \"9\"}', 2026-11-11, open",
        "'{country: de}',              2026-12-08, open",
        "'{country: us}',              2026-11-26, approval",
    })
    void aPublicHolidayNeedsAnApproval(String holidays, String day, String state) throws Exception {
        assertThat(at("timeZone: UTC, holidays: " + holidays, day + "T12:00:00Z"))
                .isEqualTo(state);
    }

    @Test
    void aHolidayIsNamed() throws Exception {
        assertThat(answer("timeZone: UTC, holidays: {country: us}", "2026-11-26T12:00:00Z")
                        .window()
                        .because())
                .isEqualTo("It is a public holiday: Thanksgiving Day, Thursday 2026-11-26 in UTC");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-26T07:59:59+01:00[Europe/Vienna], approval", // nobody is there yet
        "2026-11-26T08:00:00+01:00[Europe/Vienna], open",
        "2026-11-26T13:00:00+01:00[Europe/Vienna], open", // just four hours
        "2026-11-26T13:00:01+01:00[Europe/Vienna], approval",
        "2026-11-26T17:00:01+01:00[Europe/Vienna], approval",
        "2026-11-28T10:00:00+01:00[Europe/Vienna], approval", // a Saturday
        "2026-12-08T10:00:00+01:00[Europe/Vienna], approval", // a holiday
    })
    void enoughOfTheDayHasToBeLeft(String moment, String state) throws Exception {
        var calendar = "timeZone: Europe/Vienna, holidays: {country: at},"
                + " staffed: {from: '08:00', to: '17:00', least: PT4H}";
        assertThat(at(calendar, moment)).isEqualTo(state);
    }

    /** On 2026-03-29 the hour from 2 to 3 does not exist in Vienna; on 2026-10-25 it comes twice. Both are Sundays. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-29T01:00:00+01:00[Europe/Vienna], open", // five hours until 6 by the clock, four for people
        "2026-03-29T01:00:01+01:00[Europe/Vienna], approval",
        "2026-10-25T02:30:00+02:00[Europe/Vienna], open", // the first time
        "2026-10-25T02:00:00+01:00[Europe/Vienna], open", // the second time
        "2026-10-25T02:00:01+01:00[Europe/Vienna], approval",
    })
    void hoursAreThoseThatPeopleHave(String moment, String state) throws Exception {
        var calendar = "timeZone: Europe/Vienna, staffed: {days: [SUNDAY], from: '00:00', to: '06:00', least: PT4H}";
        assertThat(at(calendar, moment)).isEqualTo(state);
    }

    @Test
    void theFactsAreForPeople() throws Exception {
        var calendar = "timeZone: Europe/Vienna, staffed: {from: '08:00', to: '17:00', least: PT4H}";
        assertThat(answer(calendar, "2026-11-26T10:00:00.123Z").facts())
                .containsEntry("at", "2026-11-26T11:00+01:00")
                .containsEntry("timeZone", "Europe/Vienna")
                .containsEntry("weekday", "Thursday")
                .containsEntry("holiday", "none")
                .containsEntry("freeze", "none")
                .containsEntry("staffedTimeLeft", "PT5H59M59S, at least PT4H");
    }

    @ParameterizedTest
    @CsvSource({
        // once, from its beginning until just before its end
        "'',                    2026-12-14T11:59:59+01:00[Europe/Vienna], open",
        "'',                    2026-12-14T12:00:00+01:00[Europe/Vienna], closed",
        "'',                    2026-12-17T05:59:59+01:00[Europe/Vienna], closed",
        "'',                    2026-12-17T06:00:00+01:00[Europe/Vienna], open",
        "'',                    2027-12-15T12:00:00+01:00[Europe/Vienna], open",
        // every year
        "FREQ=YEARLY,           2025-12-15T12:00:00+01:00[Europe/Vienna], open", // it had not begun
        "FREQ=YEARLY,           2026-12-15T12:00:00+01:00[Europe/Vienna], closed",
        "FREQ=YEARLY,           2031-12-15T12:00:00+01:00[Europe/Vienna], closed",
        "FREQ=YEARLY,           2031-12-18T12:00:00+01:00[Europe/Vienna], open",
        "FREQ=YEARLY;COUNT=2,   2027-12-15T12:00:00+01:00[Europe/Vienna], closed",
        "FREQ=YEARLY;COUNT=2,   2028-12-14T12:00:00+01:00[Europe/Vienna], open",
        "FREQ=YEARLY;UNTIL=20271214T120000, 2027-12-15T12:00:00+01:00[Europe/Vienna], closed",
        "FREQ=YEARLY;UNTIL=20271214T115959, 2027-12-15T12:00:00+01:00[Europe/Vienna], open",
        // every other week
        "FREQ=WEEKLY;INTERVAL=2, 2026-12-22T12:00:00+01:00[Europe/Vienna], open",
        "FREQ=WEEKLY;INTERVAL=2, 2026-12-29T12:00:00+01:00[Europe/Vienna], closed",
        // the clocks change in between: it begins at noon all the same
        "FREQ=WEEKLY,           2027-03-29T11:59:59+02:00[Europe/Vienna], open",
        "FREQ=WEEKLY,           2027-03-29T12:00:00+02:00[Europe/Vienna], closed",
    })
    void aFreezeClosesTheWindow(String repeats, String moment, String state) throws Exception {
        var freeze = "{name: Year's end, from: '2026-12-14T12:00', to: '2026-12-17T06:00'"
                + (repeats.isEmpty() ? "" : ", repeats: '" + repeats + "'") + "}";
        assertThat(at("timeZone: Europe/Vienna, freezes: [" + freeze + "]", moment))
                .isEqualTo(state);
    }

    /** From 2:00 on the night in which the clocks go from 2 to 3, and from 3 to 2. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-29, 2026-03-29T01:59:59+01:00[Europe/Vienna], open",
        "2026-03-29, 2026-03-29T03:00:00+02:00[Europe/Vienna], closed",
        "2026-03-29, 2026-03-29T04:30:00+02:00[Europe/Vienna], open",
        "2026-10-25, 2026-10-25T01:59:59+02:00[Europe/Vienna], open",
        "2026-10-25, 2026-10-25T02:00:00+02:00[Europe/Vienna], closed",
        "2026-10-25, 2026-10-25T02:00:00+01:00[Europe/Vienna], closed",
        "2026-10-25, 2026-10-25T04:29:59+01:00[Europe/Vienna], closed",
        "2026-10-25, 2026-10-25T04:30:00+01:00[Europe/Vienna], open",
    })
    void aFreezeHoldsThroughTheNightOfTheClocks(String day, String moment, String state) throws Exception {
        var freeze = "{name: night, from: '" + day + "T02:00', to: '" + day + "T04:30', repeats: FREQ=YEARLY}";
        assertThat(at("timeZone: Europe/Vienna, freezes: [" + freeze + "]", moment))
                .isEqualTo(state);
    }

    @Test
    void ofTwoFreezesTheLongerIsTold() throws Exception {
        var freezes = "[{name: short, from: '2026-12-01T00:00', to: '2026-12-03T00:00'},"
                + " {name: long, from: '2026-11-01T00:00', to: '2026-12-31T00:00'}]";
        assertThat(answer("timeZone: UTC, freezes: " + freezes, "2026-12-02T12:00:00Z")
                        .window())
                .isEqualTo(new ReleaseWindow(
                        ReleaseWindow.State.CLOSED,
                        "A freeze of the catalog holds: 'long' until 2026-12-31T00:00Z[UTC],"
                                + " Wednesday 2026-12-02 in UTC"));
    }

    @Test
    void whatSomebodyCallsAFreezeDoesNotMatter() throws Exception {
        var freeze = "{name: none, from: '2026-12-01T00:00', to: '2026-12-03T00:00'}";
        assertThat(at("timeZone: UTC, freezes: [" + freeze + "]", "2026-12-02T12:00:00Z"))
                .isEqualTo("closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "holidays: {country: xx} -> public holidays of 'xx'",
                "holidays: {country: at, region: '77'} -> has no region '77'",
                "freezes: [{name: a, from: '2026-01-01T00:00', to: '2026-01-02T00:00', repeats: SOMETIMES}]"
                        + " -> 'a' repeats 'SOMETIMES', which is no recurrence rule",
                "freezes: [{name: a, from: '2026-01-01T00:00', to: '2026-01-02T00:00', repeats: FREQ=OFTEN}]"
                        + " -> no recurrence rule",
                "freezes: [{name: a, from: '2026-01-01T00:00', to: '2026-01-02T00:00',"
                        + " repeats: FREQ=YEARLY;UNTIL=20300101T000000Z}] -> an UNTIL that is no local time"
            })
    void whatDoesNotExistIsRefusedAtTheStart(String example) throws Exception {
        var parts = example.split(" -> ");
        yard.calendar("{timeZone: UTC, " + parts[0] + "}");
        var catalog = yard.catalog();
        assertThatThrownBy(() -> new ReleaseCalendar(catalog))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("The calendar of shop in staging: ")
                .hasMessageContaining(parts[1]);
    }
}
