package io.slipway.engine.release;

import java.util.Map;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Not ready while leases are not known to agree with what runs. */
@Component
@Profile("!worker")
class LeasesHealthIndicator extends AbstractHealthIndicator {

    private final LeaseWatch leases;

    LeasesHealthIndicator(LeaseWatch leases) {
        super("The leases cannot be looked at");
        this.leases = leases;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        var trouble = leases.trouble();
        if (trouble.isEmpty()) {
            health.up();
        } else {
            health.down().withDetails(Map.<String, Object>copyOf(trouble));
        }
    }
}
