package io.slipway.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The models, decisions and forms that this build holds. */
final class JarModels {

    private static final List<String> PATTERNS = List.of("bpmn/*.bpmn", "bpmn/*.dmn", "forms/*.form");

    private JarModels() {}

    /**
     * Their bytes, by names that are the same however Slipway is started.
     *
     * @throws IllegalStateException if there are none
     */
    static SortedMap<String, byte[]> read() {
        var models = new TreeMap<String, byte[]>();
        try {
            for (var pattern : PATTERNS) {
                var folder = pattern.substring(0, pattern.indexOf('/') + 1);
                for (var model : new PathMatchingResourcePatternResolver().getResources("classpath*:" + pattern)) {
                    models.put(folder + model.getFilename(), model.getContentAsByteArray());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The models cannot be read", e);
        }
        if (models.isEmpty()) {
            throw new IllegalStateException("This build holds no models: build it with ./mvnw package");
        }
        return models;
    }
}
