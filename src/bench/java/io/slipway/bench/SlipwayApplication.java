package io.slipway.bench;

import io.slipway.Slipway;
import io.slipway.engine.OwnCommands;
import java.io.IOException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Slipway as it comes, but its workers do nothing. */
public final class SlipwayApplication {

    private SlipwayApplication() {}

    public static void main(String[] arguments) throws IOException {
        var slipway = new SpringApplicationBuilder(Slipway.class)
                .initializers(context -> context.addBeanFactoryPostProcessor(new IdleWorkers()));
        try (var context = slipway.run(arguments)) {
            try (var own = OwnCommands.begin()) {
                BenchModel.deploy(context.getBean(RepositoryService.class));
            }
            new Agent(context.getBean(RuntimeService.class)).serve();
        }
    }
}
