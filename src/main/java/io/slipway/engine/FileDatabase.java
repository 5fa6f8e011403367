package io.slipway.engine;

import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Lets threads take turns where the database is an H2 file; see {@link OneAtATime}. */
@Component
@Profile("!worker")
class FileDatabase implements BeanPostProcessor {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Environment settings;

    FileDatabase(Environment settings) {
        this.settings = settings;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource database && isFile() ? new OneAtATime(database, PATIENCE) : bean;
    }

    private boolean isFile() {
        var url = settings.getProperty("spring.datasource.url", "");
        return url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:h2:mem:");
    }
}
