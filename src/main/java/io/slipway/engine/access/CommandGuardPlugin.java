package io.slipway.engine.access;

import io.slipway.engine.breakglass.GlassUse;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Puts one guard before every command, and one within it. */
@Component
@Profile("!worker")
@Order(0)
class CommandGuardPlugin extends AbstractProcessEnginePlugin {

    private final GlassUse glass;

    CommandGuardPlugin(GlassUse glass) {
        this.glass = glass;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setCustomPreCommandInterceptorsTxRequired(first(
                new CommandGuard(configuration, glass), configuration.getCustomPreCommandInterceptorsTxRequired()));
        configuration.setCustomPreCommandInterceptorsTxRequiresNew(first(
                new CommandGuard(configuration, glass), configuration.getCustomPreCommandInterceptorsTxRequiresNew()));
        configuration.setCustomPostCommandInterceptorsTxRequired(
                first(new LockGuard(), configuration.getCustomPostCommandInterceptorsTxRequired()));
        configuration.setCustomPostCommandInterceptorsTxRequiresNew(
                first(new LockGuard(), configuration.getCustomPostCommandInterceptorsTxRequiresNew()));
    }

    private static List<CommandInterceptor> first(CommandInterceptor guard, @Nullable List<CommandInterceptor> others) {
        var all = new ArrayList<CommandInterceptor>();
        all.add(guard);
        if (others != null) {
            all.addAll(others);
        }
        return all;
    }
}
