package io.slipway.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys models, decisions and forms as one consistent set, under names that are the same however Slipway is started,
 * before the web server opens. What has not changed is not deployed again.
 */
@Component
@Profile("!worker")
class ModelDeployer implements SmartInitializingSingleton {

    private static final String NAME = "slipway";

    private final RepositoryService repository;

    ModelDeployer(RepositoryService repository) {
        this.repository = repository;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var deployment = repository.createDeployment().name(NAME).source(NAME).enableDuplicateFiltering(false);
        var found = 0;
        try {
            for (var pattern : List.of("bpmn/*.bpmn", "bpmn/*.dmn", "forms/*.form")) {
                var folder = pattern.substring(0, pattern.indexOf('/') + 1);
                for (var model : new PathMatchingResourcePatternResolver().getResources("classpath*:" + pattern)) {
                    try (var in = model.getInputStream()) {
                        deployment.addInputStream(folder + model.getFilename(), in);
                    }
                    found++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The models cannot be read", e);
        }
        if (found == 0) {
            throw new IllegalStateException("This build holds no models: build it with ./mvnw package");
        }
        deployment.deployWithResult();
    }
}
