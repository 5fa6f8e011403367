package io.slipway.engine;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Not ready while releases could run with other models than the jar's. */
@Component
@Profile("!worker")
class ModelsHealthIndicator extends AbstractHealthIndicator {

    private final ModelWatch models;

    ModelsHealthIndicator(ModelWatch models) {
        super("The models cannot be looked at");
        this.models = models;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        models.trouble().ifPresentOrElse(why -> health.down().withDetail("models", why), health::up);
    }
}
