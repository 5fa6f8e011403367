package io.slipway.deploy;

import io.slipway.catalog.CatalogException;
import io.slipway.catalog.Service;
import io.slipway.shell.Host;
import io.slipway.target.ProcessTarget;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The kind {@value ProcessTarget#KIND}: instances are processes of this host. Two environments that shared a folder or
 * a port would stop each other's instances, so they are refused.
 */
@Component
final class ProcessKind implements Deployer.Kind {

    private final Set<Object> taken = new HashSet<>();

    @Override
    public String kind() {
        return ProcessTarget.KIND;
    }

    /** @throws IllegalStateException if this host lacks what it takes */
    @Override
    public Deployer deployer(Service service, String environment) {
        Host.check();
        var target = ProcessTarget.of(service.environment(environment));
        take(target.root(), "root");
        take(target.sparePort(), "sparePort");
        target.instances().values().stream().flatMap(List::stream).forEach(port -> take(port, "port"));
        return new ProcessDeployer(service, environment);
    }

    private void take(Object value, String setting) {
        if (!taken.add(value)) {
            throw new CatalogException("its " + setting + " " + value + " belongs to another environment already");
        }
    }
}
