package io.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.evidence.EntryKind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;

/** Releases run with the jar's models and no others, or Slipway is not ready. */
@Tag("PHASE-0")
@DirtiesContext
class ModelWatchTest extends EngineRoom {

    private static final String MODEL = "bpmn/deploy-release.bpmn";

    @Autowired
    private ModelWatch models;

    @Autowired
    private StoredModels stored;

    @Autowired
    private ModelDeployer deployer;

    @AfterEach
    void mend() {
        database.sql("DELETE FROM ACT_GE_BYTEARRAY WHERE NAME_ = 'bpmn/foreign.bpmn'")
                .update();
        database.sql("DELETE FROM ACT_RE_PROCDEF WHERE ID_ = 'foreign'").update();
        database.sql("DELETE FROM ACT_RE_DEPLOYMENT WHERE ID_ = 'foreign'").update();
        for (var model : JarModels.read().entrySet()) {
            database.sql("UPDATE ACT_GE_BYTEARRAY SET BYTES_ = ? WHERE NAME_ = ?")
                    .params(model.getValue(), model.getKey())
                    .update();
        }
    }

    private void alter(String deployment) {
        var altered = new String(JarModels.read().get(MODEL), StandardCharsets.UTF_8).replace("\"Yes\"", "\"No\"");
        database.sql("UPDATE ACT_GE_BYTEARRAY SET BYTES_ = ? WHERE NAME_ = ? AND DEPLOYMENT_ID_ = ?")
                .params(altered.getBytes(StandardCharsets.UTF_8), MODEL, deployment)
                .update();
    }

    private String newest() {
        return stored.newest().orElseThrow();
    }

    private void isTroubled(String... said) throws Exception {
        models.check();
        assertThat(models.trouble()).hasValueSatisfying(why -> assertThat(why).contains(said));
        assertThat(ask("/actuator/health/readiness")).isEqualTo(503);
        assertThat(ask("/actuator/health/liveness")).isEqualTo(200);
        assertThat(entries(EntryKind.REFUSAL)).last().asString().contains(said);
    }

    private void isReady() throws Exception {
        models.check();
        assertThat(models.trouble()).isEmpty();
        assertThat(ask("/actuator/health/readiness")).isEqualTo(200);
    }

    @Test
    void asTheyComeFromTheJarTheyAreRight() throws Exception {
        release("e0");
        isReady();
        assertThat(entries(EntryKind.MODELS)).last().asString().contains(newest(), MODEL);
    }

    @Test
    void anAlteredModelIsNotReadyAndSaysWhich() throws Exception {
        alter(newest());
        isTroubled(MODEL + " altered", newest());
        mend();
        isReady();
    }

    @Test
    void anAdditionalOneAndAMissingOneAreNoticed() throws Exception {
        database.sql("INSERT INTO ACT_GE_BYTEARRAY (ID_, REV_, NAME_, DEPLOYMENT_ID_) VALUES ('foreign', 1, ?, ?)")
                .params("bpmn/foreign.bpmn", newest())
                .update();
        isTroubled("bpmn/foreign.bpmn added");
        mend();
        isReady();
        database.sql("UPDATE ACT_GE_BYTEARRAY SET NAME_ = 'bpmn/foreign.bpmn' WHERE NAME_ = ?")
                .param(MODEL)
                .update();
        isTroubled(MODEL + " missing");
        database.sql("UPDATE ACT_GE_BYTEARRAY SET NAME_ = ? WHERE NAME_ = 'bpmn/foreign.bpmn'")
                .param(MODEL)
                .update();
    }

    @Test
    void aProcessNamedLikeOursOutsideIsNoticed() throws Exception {
        database.sql("INSERT INTO ACT_RE_DEPLOYMENT (ID_, NAME_, DEPLOY_TIME_) VALUES ('foreign', 'mine', NOW())")
                .update();
        database.sql("INSERT INTO ACT_RE_PROCDEF (ID_, REV_, KEY_, VERSION_, DEPLOYMENT_ID_, RESOURCE_NAME_)"
                        + " VALUES ('foreign', 1, 'deploy-release', 99, 'foreign', 'x.bpmn')")
                .update();
        isTroubled("the process foreign is in the deployment foreign", "a start would take foreign");
        database.sql("UPDATE ACT_RE_DEPLOYMENT SET NAME_ = 'slipway', DEPLOY_TIME_ = '2020-01-01 00:00:00'"
                        + " WHERE ID_ = 'foreign'")
                .update();
        isTroubled("a start would take foreign");
    }

    /** The start deploys the jar's models over what was altered; a release that runs with the altered ones goes on. */
    @Test
    void aRunningReleaseKeepsWhatItBeganWith() throws Exception {
        var key = key(release("e1"));
        var old = newest();
        alter(old);
        deployer.afterSingletonsInstantiated();
        assertThat(newest()).isNotEqualTo(old);
        assertThat(entries(EntryKind.MODELS)).last().asString().contains(MODEL + " altered");
        isTroubled(key, "deployment " + old, MODEL + " altered", "withdraw it");
        forget();
        isReady();
    }

    @Test
    void aReleaseBeginsWithTheNewestModelsOnly() {
        var repository = engine.getRepositoryService();
        var old = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("release")
                .latestVersion()
                .singleResult();
        alter(newest());
        deployer.afterSingletonsInstantiated();
        assertThatThrownBy(() -> as("maria", "release-manager", () -> engine.getRuntimeService()
                        .startProcessInstanceById(old.getId(), wanted("e4"))))
                .hasStackTraceContaining("processDefinition: " + old.getId() + " is an old model");
        assertThat(release("e4")).isNotEmpty();
    }

    /** What a migration would do. */
    @Test
    void aReleaseThatGoesOnWithOtherModelsIsNoticed() throws Exception {
        var release = release("e2");
        var old = newest();
        alter(old);
        deployer.afterSingletonsInstantiated();
        mend();
        isReady();
        database.sql("UPDATE ACT_RU_EXECUTION SET PROC_DEF_ID_ = (SELECT ID_ FROM ACT_RE_PROCDEF"
                        + " WHERE KEY_ = 'release' AND DEPLOYMENT_ID_ = ?) WHERE ID_ = ?")
                .params(newest(), release)
                .update();
        isTroubled(key(release), "another one");
    }

    @Test
    void aReleaseWithoutEvidenceOfItsStartIsNoticed() throws Exception {
        var release = release("e3");
        database.sql("UPDATE ACT_RU_EXECUTION SET BUSINESS_KEY_ = 'unknown-1' WHERE ID_ = ?")
                .param(release)
                .update();
        isTroubled("the running release unknown-1");
    }

    @Test
    void thatItCannotBeLookedAtIsTroubleToo() {
        database.sql("ALTER TABLE ACT_RE_DEPLOYMENT RENAME TO AWAY").update();
        try {
            models.check();
            assertThat(models.trouble())
                    .hasValueSatisfying(why -> assertThat(why).contains("cannot be compared"));
        } finally {
            database.sql("ALTER TABLE AWAY RENAME TO ACT_RE_DEPLOYMENT").update();
        }
        models.check();
        assertThat(models.trouble()).isEmpty();
    }

    @Test
    void differencesAreSaidByName() {
        assertThat(Differences.between(Map.of("a", "1", "b", "2", "c", "3"), Map.of("a", "1", "b", "x", "d", "4")))
                .containsExactly("b altered", "c missing", "d added");
    }
}
