package io.slipway.engine;

import io.slipway.contract.Rule;
import io.slipway.engine.proof.DeployedModels;
import io.slipway.evidence.EntryKind;
import io.slipway.evidence.EvidenceLog;
import io.slipway.evidence.Fact;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Deploys models, decisions and forms as one consistent set, before the web server opens. What has not changed is not
 * deployed again; what was in the database and is not the jar's is said, and written down.
 */
@Component
@Profile("!worker")
class ModelDeployer implements SmartInitializingSingleton {

    static final String NAME = "slipway";

    private static final Logger LOG = LoggerFactory.getLogger("slipway.news");

    private final RepositoryService repository;
    private final StoredModels stored;
    private final EvidenceLog evidence;
    private final ModelWatch watch;

    ModelDeployer(RepositoryService repository, StoredModels stored, EvidenceLog evidence, ModelWatch watch) {
        this.watch = watch;
        this.repository = repository;
        this.stored = stored;
        this.evidence = evidence;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var models = JarModels.read();
        var before = stored.newest();
        var digests = DeployedModels.digests(models);
        var differences = before.map(id -> Differences.between(digests, stored.digests(id)))
                .orElse(List.of());
        var deployment = repository.createDeployment().name(NAME).source(NAME).enableDuplicateFiltering(false);
        models.forEach((name, bytes) -> deployment.addInputStream(name, new ByteArrayInputStream(bytes)));
        String now;
        try (var own = OwnCommands.begin()) {
            now = deployment.deployWithResult().getId();
        }
        if (!differences.isEmpty()) {
            LOG.warn("The models in the database were not this jar's, which are deployed anew: {}", differences);
        }
        if (before.filter(now::equals).isEmpty()) {
            evidence.recordApart(Fact.of(
                    null,
                    EntryKind.MODELS,
                    List.of(Rule.PHASE_0),
                    Fact.SLIPWAY,
                    Map.of("deployment", now, "models", digests, "differences", differences)));
        }
        watch.check();
    }
}
