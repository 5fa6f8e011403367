package io.slipway.engine;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Closes what the engine leaves open by default: expressions in queries, Spring beans in expressions, Java
 * serialization, external XML entities, queries without end, BPMN errors that nobody catches.
 */
@Component
@Profile("!worker")
class ClosedEngine extends AbstractProcessEnginePlugin {

    /** As many as Tasklist asks for at once: it loads that many filters. */
    private static final int MOST_RESULTS = 2000;

    private final ApplicationContext context;
    private final IncidentNotice incidents;

    ClosedEngine(ApplicationContext context, IncidentNotice incidents) {
        this.context = context;
        this.incidents = incidents;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        Map<Object, Object> noBeans = Map.of();
        configuration.setBeans(noBeans);
        if (configuration instanceof SpringProcessEngineConfiguration) {
            configuration.setExpressionManager(new ModelExpressions(context, noBeans));
        }
        configuration.setEnableExpressionsInAdhocQueries(false);
        configuration.setEnableExpressionsInStoredQueries(false);
        configuration.setDeserializationTypeValidationEnabled(true);
        configuration.setJavaSerializationFormatEnabled(false);
        configuration.setEnableXxeProcessing(false);
        configuration.setQueryMaxResultsLimit(MOST_RESULTS);
        configuration.setEnableExceptionsAfterUnhandledBpmnError(true);
        configuration.setCompositeIncidentHandlersEnabled(true);
        configuration.setCustomIncidentHandlers(List.copyOf(incidents.ofAllKinds()));
    }
}
