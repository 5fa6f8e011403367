package io.slipway.calendar;

import io.slipway.contract.ReleaseWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;

/**
 * The decision {@code release-window}, as it lies in the program: whoever alters the copy in the database opens no window. It
 * is asked where no process engine is as well, in the worker.
 */
final class WindowDecision {

    private static final String KEY = "release-window";

    private final DmnEngine engine =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private final DmnDecision decision = read();

    private DmnDecision read() {
        try (var model = WindowDecision.class.getResourceAsStream("/bpmn/" + KEY + ".dmn")) {
            return engine.parseDecision(KEY, model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ReleaseWindow of(CalendarFacts facts) {
        var decided =
                engine.evaluateDecisionTable(decision, facts.forDecision()).getSingleResult();
        return new ReleaseWindow(
                ReleaseWindow.State.of(decided.getEntry("releaseWindow")),
                decided.getEntry("windowReason") + ": " + facts.day());
    }
}
