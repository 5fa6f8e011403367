package io.slipway.bench;

import java.io.IOException;
import org.camunda.bpm.client.ExternalTaskClient;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** A Camunda application as it comes: starter, REST, the external-task client, and nothing set. */
@EnableAutoConfiguration
public class BareApplication {

    public static void main(String[] arguments) throws IOException {
        try (var context = SpringApplication.run(BareApplication.class, arguments)) {
            BenchModel.deploy(context.getBean(RepositoryService.class));
            var port = context.getEnvironment().getRequiredProperty("local.server.port");
            var client = ExternalTaskClient.create()
                    .baseUrl("http://localhost:" + port + "/engine-rest")
                    .build();
            BenchModel.TOPICS.stream().distinct().forEach(topic -> client.subscribe(topic)
                    .handler((task, engine) -> engine.complete(task))
                    .open());
            new Agent(context.getBean(RuntimeService.class)).serve();
            client.stop();
        }
    }
}
