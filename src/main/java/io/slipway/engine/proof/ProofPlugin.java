package io.slipway.engine.proof;

import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Refusals;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Fits the writing of evidence into the engine: after the plug-ins that guard it, so that it sees what they refuse. */
@Component
@Profile("!worker")
@Order(Ordered.LOWEST_PRECEDENCE)
class ProofPlugin extends AbstractProcessEnginePlugin {

    private final EvidenceLog evidence;
    private final Refusals refusals;
    private final Affected affected;
    private final ReleaseStory story;

    ProofPlugin(EvidenceLog evidence, Refusals refusals, Affected affected, ReleaseStory story) {
        this.evidence = evidence;
        this.refusals = refusals;
        this.affected = affected;
        this.story = story;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setCustomPreCommandInterceptorsTxRequired(first(
                new RefusedCommands(configuration, refusals, affected),
                configuration.getCustomPreCommandInterceptorsTxRequired()));
        configuration.setCustomPreCommandInterceptorsTxRequiresNew(first(
                new RefusedCommands(configuration, refusals, affected),
                configuration.getCustomPreCommandInterceptorsTxRequiresNew()));
        configuration.setCustomPostCommandInterceptorsTxRequired(
                first(new WorkerAnswers(evidence), configuration.getCustomPostCommandInterceptorsTxRequired()));
        configuration.setCustomPostCommandInterceptorsTxRequiresNew(
                first(new WorkerAnswers(evidence), configuration.getCustomPostCommandInterceptorsTxRequiresNew()));
        var listeners = configuration.getCustomPostBPMNParseListeners();
        var all = new ArrayList<BpmnParseListener>(listeners == null ? List.of() : listeners);
        all.add(new StoryFitter(story));
        configuration.setCustomPostBPMNParseListeners(all);
    }

    private static List<CommandInterceptor> first(
            CommandInterceptor interceptor, @Nullable List<CommandInterceptor> others) {
        var all = new ArrayList<CommandInterceptor>();
        all.add(interceptor);
        if (others != null) {
            all.addAll(others);
        }
        return all;
    }
}
