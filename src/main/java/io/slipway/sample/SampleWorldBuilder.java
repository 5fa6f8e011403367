package io.slipway.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/** With the profile {@code sample}: builds the sample before anything looks for a catalog, and names its catalog. */
public class SampleWorldBuilder implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.acceptsProfiles(Profiles.of("sample"))) {
            return;
        }
        var world = of(environment);
        try {
            world.build();
        } catch (IOException e) {
            throw new UncheckedIOException("The sample cannot be built in " + world.folder(), e);
        }
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "sample", Map.of("slipway.catalog", world.catalog().toString())));
    }

    static ShopWorld of(org.springframework.core.env.Environment environment) {
        var data = Path.of(environment.getRequiredProperty("slipway.data"))
                .toAbsolutePath()
                .normalize();
        return new ShopWorld(
                data.resolve("sample"),
                environment.getProperty("slipway.sample.port", Integer.class, 18100),
                environment.getProperty("slipway.sample.time-zone", ZoneId.class, ZoneId.systemDefault()),
                Set.of(environment.getProperty("slipway.sample.canary", String[].class, new String[0])));
    }

    /** When the configuration files and profiles are known. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
