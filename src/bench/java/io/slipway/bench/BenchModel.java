package io.slipway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/** What both sides run: the shape of a release without its work, its timers and its people. */
final class BenchModel {

    static final String KEY = "bench-release";

    /** Topics of Slipway in the order of a release; the decision comes after the thirteenth. */
    static final List<String> TOPICS = List.of(
            "collect-facts",
            "check-tests",
            "check-build",
            "check-environment",
            "check-history",
            "check-target",
            "check-staging",
            "check-calendar",
            "check-monitoring",
            "check-baseline",
            "check-schema",
            "check-rollback-plan",
            "fill-checklist",
            "check-impact",
            "preserve-version",
            "prove-rollback-path",
            "check-monitoring",
            "start-instances",
            "check-health",
            "shift-traffic",
            "drain-instances",
            "check-key-flows",
            "confirm-release");

    private static final int BEFORE_THE_DECISION = 13;
    private static final String DECISION = "classify-change.dmn";

    private BenchModel() {}

    static void deploy(RepositoryService repository) {
        try (var decision = Files.newInputStream(Path.of("bpmn", DECISION))) {
            repository
                    .createDeployment()
                    .name(KEY)
                    .addInputStream(DECISION, decision)
                    .addModelInstance(KEY + ".bpmn", model())
                    .deploy();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BpmnModelInstance model() {
        var flow = Bpmn.createExecutableProcess(KEY)
                .camundaHistoryTimeToLiveString("P365D")
                .startEvent()
                .serviceTask(id(0))
                .camundaExternalTask(TOPICS.get(0));
        for (var step = 1; step < BEFORE_THE_DECISION; step++) {
            flow = flow.serviceTask(id(step)).camundaExternalTask(TOPICS.get(step));
        }
        flow = flow.businessRuleTask("classify")
                .camundaDecisionRef("classify-change")
                .camundaDecisionRefBinding("deployment")
                .camundaOutputParameter("changeClass", "${decisionResult.getSingleResult().getEntry('changeClass')}")
                .serviceTask(id(BEFORE_THE_DECISION))
                .camundaExternalTask(TOPICS.get(BEFORE_THE_DECISION));
        for (var step = BEFORE_THE_DECISION + 1; step < TOPICS.size(); step++) {
            flow = flow.serviceTask(id(step)).camundaExternalTask(TOPICS.get(step));
        }
        return flow.endEvent()
                .camundaExecutionListenerClass("start", Ended.class)
                .done();
    }

    /** A topic may come twice. */
    private static String id(int step) {
        return TOPICS.get(step) + "-" + step;
    }
}
