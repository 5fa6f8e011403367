package io.slipway.engine.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.Topic;
import io.slipway.engine.EngineRoom;
import io.slipway.engine.Passing;
import io.slipway.evidence.EntryKind;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No class, and so no plan and no permit, comes from what somebody has altered. */
@Tag("CLASS-1")
@Tag("CLASS-6")
@Tag("NOT-3")
class PlanKeeperTest extends EngineRoom {

    private void check() {
        check(Passing.CHECKS.getOrDefault(Topic.CHECK_SCHEMA, Map.of()));
    }

    /** @param schema what the check of the schema answers */
    private void check(Map<String, Object> schema) {
        Passing.CHECKS.forEach((check, answer) -> {
            // nobody is asked for the impact of what is not classified
            if (check != Topic.CHECK_IMPACT) {
                work(check, check == Topic.CHECK_SCHEMA ? schema : answer);
            }
        });
        runJobs();
    }

    private static Map<String, Object> schema(String change, String kinds) {
        var finding = "[{\"rule\":\"GATE-3\",\"verdict\":\"pass\",\"phase\":\"prepare\",\"facts\":{\"change\":\""
                + change + "\"}}]";
        return Map.of("schemaVerdict", "pass", "changeKinds", kinds, "findings", finding);
    }

    private void assertNoPlan(String key, String why) {
        assertThatThrownBy(this::check).hasStackTraceContaining(why).hasStackTraceContaining("somebody altered it");
        assertThat(entries(key, EntryKind.PLAN)).isEmpty();
    }

    @Test
    void whatIsAsItWasAnsweredMakesAPlan() {
        var key = key(release("e1"));
        work(Topic.COLLECT_FACTS, facts("e1", "source"));
        check();
        assertThat(entries(key, EntryKind.PLAN)).singleElement().satisfies(plan -> assertThat(
                        plan.fact().body().path("classReason").asText())
                .endsWith("(CLASS-3)"));
    }

    @Test
    void otherKindsThanTheWorkerAnsweredMakeNone() {
        var key = key(release("e2"));
        work(Topic.COLLECT_FACTS, facts("e2", "database"));
        database.sql("UPDATE act_ru_variable SET text_ = 'documentation' WHERE name_ = 'changeKinds'")
                .update();
        assertNoPlan(key, "'documentation', but the evidence says 'database'");
    }

    @Test
    @Tag("GATE-3")
    void aMigrationThatHidesInTheStartMakesAPlanOfAChangeOfADatabase() {
        var key = key(release("e4"));
        work(Topic.COLLECT_FACTS, facts("e4", "source"));
        check(schema("changed", "database, source"));
        assertThat(entries(key, EntryKind.PLAN)).singleElement().satisfies(plan -> assertThat(
                        plan.fact().body().path("classReason").asText())
                .isEqualTo("The database changes, or what is asked of it (CLASS-4)"));
    }

    /** The check of the schema adds a kind and takes none away. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "e5 | none | documentation | source",
                "e6 | none | database, source | source",
                "e7 | changed | source | database, source",
                "e8 | changed | database | database, source",
            })
    @Tag("GATE-3")
    void otherKindsThanTheCheckOfTheSchemaFoundMakeNone(
            String environment, String change, String kinds, String proven) {
        var key = key(release(environment));
        work(Topic.COLLECT_FACTS, facts(environment, "source"));
        assertThatThrownBy(() -> check(schema(change, kinds)))
                .hasStackTraceContaining("'" + kinds + "', but the evidence says '" + proven + "'");
        assertThat(entries(key, EntryKind.PLAN)).isEmpty();
    }

    /** Whoever says that another version is confirmed chooses what the change is compared with, and whose work it is. */
    @Test
    @Tag("ROLE-5")
    void aChangeThatWasComparedWithAnotherVersionThanTheConfirmedMakesNone() {
        var key = key(release("e3"));
        work(Topic.COLLECT_FACTS, Map.of("changeKinds", "nothing", "artifactDigest", "d1", "confirmedDigest", "d1"));
        assertNoPlan(key, "compared with 'd1', but confirmed is 'nothing'");
    }
}
