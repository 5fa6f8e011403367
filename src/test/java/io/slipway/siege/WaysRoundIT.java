package io.slipway.siege;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.RunningSlipway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way round a gate that we could think of, tried on a running Slipway: afterwards the targets hold, serve and run
 * exactly what they did before, and each refusal is in the evidence. {@link WithoutGuardsIT} shows that it is the guards who
 * hold.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("PHASE-0")
@Tag("NOT-3")
@Tag("ROLE-5")
@Tag("GATE-6")
class WaysRoundIT {

    private @Nullable Siege siege;
    private Way.@Nullable Waiting waiting;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException, InterruptedException {
        siege = new Siege(folder, true);
        waiting = siege.waiting();
        waiting.untested();
        waiting.high();
    }

    @AfterAll
    void close() throws IOException {
        siege().close();
    }

    private Siege siege() {
        return Objects.requireNonNull(siege);
    }

    private Way.Waiting waiting() {
        return Objects.requireNonNull(waiting);
    }

    static List<Way> ways() {
        return Ways.all();
    }

    private void stillWaiting() throws IOException, InterruptedException {
        assertThat(siege().task(waiting().untested(), "Task_ResolveStop")).isNotEmpty();
        assertThat(siege().task(waiting().high(), "Task_ApproveRelease")).isNotEmpty();
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("ways")
    void isClosed(Way way) throws Exception {
        var bytes = siege().bytes();
        var refusals = siege().refusals();

        var answer = way.attempt().on(siege(), waiting());

        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        assertThat(siege().bytes()).isEqualTo(bytes);
        assertThat(siege().refusals()).isGreaterThan(refusals);
        stillWaiting();
    }

    /** What starts every release looks at this one too, so that there is no control. */
    @Order(2)
    @Test
    void nobodyStartsInTheMiddle() throws Exception {
        var bytes = siege().bytes();
        var refusals = siege().refusals();
        var answer = siege().ask(
                        "maria",
                        "POST",
                        "/process-definition/key/release/start",
                        "{\"startInstructions\": [{\"type\": \"startBeforeActivity\", \"activityId\":"
                                + " \"CallActivity_Deploy\"}], \"variables\": {}}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(siege().refusals()).isGreaterThan(refusals);
        assertThat(siege().bytes()).isEqualTo(bytes);
    }

    /** Whoever owns the database can write a worker's task into it; the worker takes it, and asks for a permit. */
    @Order(2)
    @Test
    void aTaskWrittenIntoTheDatabaseBringsNothing() throws Exception {
        var bytes = siege().bytes();
        var refusals = siege().refusals();
        var instance = siege().instance(waiting().untested(), "release");

        new ForgedTask(siege()).start(instance, "1.5.0");

        RunningSlipway.await("the permit is refused", Duration.ofSeconds(60), () -> siege().refusals() > refusals);
        assertThat(siege().value("SELECT content FROM slipway_evidence WHERE kind = 'refusal'"
                        + " ORDER BY sequence_number DESC LIMIT 1"))
                .contains("permit for start-instances")
                .contains("PREP-1");
        assertThat(siege().bytes()).isEqualTo(bytes);
    }

    @Order(3)
    @Test
    void aLeaseTakenAwayByHandIsAStop() throws Exception {
        siege().sql("UPDATE slipway_environment SET active_release = 'mine' WHERE environment = 'staging'");
        try {
            var refusals = siege().refusals();
            new ForgedTask(siege()).start(siege().instance(waiting().untested(), "release"), "1.0.0");
            RunningSlipway.await("the permit is refused", Duration.ofSeconds(60), () -> siege().refusals() > refusals);
        } finally {
            siege().sql("UPDATE slipway_environment SET active_release = '"
                    + waiting().untested() + "' WHERE environment = 'staging'");
        }
    }

    /** The engine would run it as soon as it forgets what it has read; nothing is permitted before that. */
    @Order(4)
    @Test
    void aModelAlteredInTheDatabaseIsNotRun() throws Exception {
        var bytes = siege().bytes();
        var model = " WHERE name_ = 'bpmn/prepare-release.bpmn'";
        siege().sql("CREATE TABLE kept AS SELECT id_, bytes_ FROM act_ge_bytearray" + model);
        siege().sql("UPDATE act_ge_bytearray SET bytes_ = convert_to(replace(convert_from(bytes_, 'UTF8'),"
                + " 'All findings pass?', 'All findings pass!'), 'UTF8')" + model);
        RunningSlipway.await("it is not ready", Duration.ofSeconds(60), () -> readiness() == 503);
        var refusals = siege().refusals();
        new ForgedTask(siege()).start(siege().instance(waiting().untested(), "release"), "1.0.0");
        RunningSlipway.await("the permit is refused", Duration.ofSeconds(60), () -> siege().refusals() > refusals);
        assertThat(siege().value("SELECT content FROM slipway_evidence WHERE kind = 'refusal'"
                        + " ORDER BY sequence_number DESC LIMIT 1"))
                .contains("models are not the jar's");
        assertThat(siege().bytes()).isEqualTo(bytes);
        siege().sql("UPDATE act_ge_bytearray a SET bytes_ = k.bytes_ FROM kept k WHERE k.id_ = a.id_");
        RunningSlipway.await("it is ready", Duration.ofSeconds(60), () -> readiness() == 200);
    }

    /** The approval was of other bytes than those that lie there now. */
    @Order(5)
    @Test
    @Tag("PREP-2")
    @Tag("ROLE-1")
    void anArtifactRebuiltAfterTheApprovalIsNotBrought() throws Exception {
        var bytes = siege().bytes();
        var artifacts = siege().slipway.folder().resolve("sample/artifacts");
        var built = Files.readAllBytes(artifacts.resolve("shop-1.1.0.zip"));
        Files.copy(
                artifacts.resolve("shop-1.5.0.zip"),
                artifacts.resolve("shop-1.1.0.zip"),
                StandardCopyOption.REPLACE_EXISTING);
        var approved = siege().ask(
                        "oskar",
                        "POST",
                        "/task/" + siege().task(waiting().high(), "Task_ApproveRelease") + "/complete",
                        RunningSlipway.body(Map.of("approvalDecision", "approve")));
        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(204);
        RunningSlipway.await("it has ended", Duration.ofMinutes(2), () -> siege().instance(
                        waiting().high(), "release")
                .isEmpty());
        var ofIt = " AND release_key = '" + waiting().high() + "'";
        assertThat(siege().value("SELECT content FROM slipway_evidence WHERE kind = 'end'" + ofIt))
                .contains("\"outcome\":\"rolled-back\"");
        assertThat(siege().value("SELECT content FROM slipway_evidence WHERE kind = 'finding'"
                        + " AND content LIKE '%GATE-5%'" + ofIt))
                .contains("altered");
        assertThat(siege().bytes()).isEqualTo(bytes);
        Files.write(artifacts.resolve("shop-1.1.0.zip"), built);
    }

    private int readiness() throws IOException, InterruptedException {
        return siege().slipway
                .ask(null, "GET", "/actuator/health/readiness", null)
                .statusCode();
    }

    /** Only workers do the work of workers, and none of theirs is done without a permit. */
    @Order(6)
    @Test
    @Tag("CONF-1")
    void nobodyConfirmsByHand() throws Exception {
        var byHand = new ByHand(siege());
        var bytes = siege().bytes();
        for (var person : List.of("root", "otto", "oskar", "maria", "both")) {
            var refusals = siege().refusals();
            assertThat(byHand.attempt(person).statusCode()).as(person).isEqualTo(403);
            assertThat(siege().refusals()).isGreaterThan(refusals);
        }
        assertThat(byHand.waits()).isTrue();
        assertThat(byHand.isConfirmed()).isFalse();
        assertThat(siege().bytes()).isEqualTo(bytes);
    }

    /** Compared with itself it would be no change, and need nobody's approval. */
    @Order(7)
    @Test
    @Tag("CLASS-1")
    void anotherConfirmedVersionInTheDatabaseMakesNoOtherClass() throws Exception {
        var bytes = siege().bytes();
        var plans = "slipway_evidence WHERE kind = 'plan' AND release_key = '"
                + waiting().untested() + "'";
        var before = siege().count(plans);
        var ofIt = " AND proc_inst_id_ = '" + siege().instance(waiting().untested(), "release") + "'";
        siege().sql(
                        "UPDATE act_ru_variable SET text_ = (SELECT text_ FROM act_ru_variable WHERE name_ = 'artifactDigest'"
                                + ofIt + " LIMIT 1) WHERE name_ = 'confirmedDigest'" + ofIt);
        siege().sql("UPDATE act_ru_variable SET text_ = '1.5.0' WHERE name_ = 'confirmedVersion'" + ofIt);
        var answer = siege().ask(
                        "oskar",
                        "POST",
                        "/task/" + siege().task(waiting().untested(), "Task_ResolveStop") + "/complete",
                        RunningSlipway.body(Map.of("stopDecision", "re-check", "stopReason", "try again")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        RunningSlipway.await("it is found out", Duration.ofMinutes(1), () -> siege().slipway
                .log()
                .contains("the change was compared with"));
        assertThat(siege().count(plans)).isEqualTo(before);
        assertThat(siege().bytes()).isEqualTo(bytes);
    }

    /** Who owns the tables is stopped by the trigger first, and found out when they take it away. */
    @Order(8)
    @Test
    void evidenceWrittenByHandIsNoEvidence() throws Exception {
        var bytes = siege().bytes();
        for (var forgery : List.of(
                "UPDATE slipway_evidence SET content = replace(content, 'fail', 'pass')",
                "DELETE FROM slipway_evidence WHERE kind = 'refusal'",
                "TRUNCATE slipway_evidence")) {
            assertThatThrownBy(() -> siege().sql(forgery)).isInstanceOf(SQLException.class);
        }
        siege().sql("ALTER TABLE slipway_evidence DISABLE TRIGGER USER");
        siege().sql("UPDATE slipway_evidence SET content = replace(content, '\"verdict\":\"fail\"',"
                + " '\"verdict\":\"pass\"') WHERE kind = 'finding' AND release_key = '"
                + waiting().untested() + "'");
        RunningSlipway.await("it is not ready", Duration.ofSeconds(60), () -> readiness() == 503);
        new ForgedTask(siege()).start(siege().instance(waiting().untested(), "release"), "1.5.0");
        RunningSlipway.await("nothing is permitted", Duration.ofSeconds(60), () -> siege().slipway
                .log()
                .contains("The evidence cannot be relied on"));
        assertThat(siege().bytes()).isEqualTo(bytes);
    }
}
