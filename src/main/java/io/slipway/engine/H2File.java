package io.slipway.engine;

import org.springframework.core.env.Environment;

/** Whether the engine's database is a file of H2, which this process alone has open. */
public final class H2File {

    private H2File() {}

    public static boolean isUsed(Environment settings) {
        var url = settings.getProperty("spring.datasource.url", "");
        return url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:h2:mem:");
    }
}
