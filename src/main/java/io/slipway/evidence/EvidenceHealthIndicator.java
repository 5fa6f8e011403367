package io.slipway.evidence;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Not ready while the chain of evidence is not known to be whole. */
@Component
@Profile("!worker")
class EvidenceHealthIndicator extends AbstractHealthIndicator {

    private final ChainWatch chain;

    EvidenceHealthIndicator(ChainWatch chain) {
        super("The evidence cannot be looked at");
        this.chain = chain;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        var trouble = chain.trouble();
        trouble.ifPresentOrElse(why -> health.down().withDetail("evidence", why), health::up);
    }
}
