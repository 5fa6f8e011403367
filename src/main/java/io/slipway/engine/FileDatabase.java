package io.slipway.engine;

import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Lets threads take turns where the database is an H2 file; see {@link OneAtATime}. */
@Component
@Profile("!worker")
class FileDatabase implements BeanPostProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(FileDatabase.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Environment settings;

    FileDatabase(Environment settings) {
        this.settings = settings;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof DataSource database) || !H2File.isUsed(settings)) {
            return bean;
        }
        LOG.info("The database is an H2 file: one thread at a time writes it. For more than trying: PostgreSQL");
        return new OneAtATime(database, PATIENCE);
    }
}
