package io.slipway.change;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.slipway.contract.ChangeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.ignore.FastIgnoreRule;

/**
 * What a path of a repository is about: what the service's catalog says, else {@code change-kinds.yaml}, else source.
 * Patterns are those of {@code .gitignore}.
 */
final class PathKinds {

    private static final List<Pattern> DEFAULTS = defaults();

    private record Pattern(ChangeKind kind, FastIgnoreRule rule) {}

    private final List<Pattern> patterns;

    /** @param own what the service's catalog says */
    PathKinds(Map<ChangeKind, List<String>> own) {
        patterns = Stream.concat(patterns(own), DEFAULTS.stream()).toList();
    }

    ChangeKind of(String path) {
        return patterns.stream()
                .filter(pattern -> pattern.rule().isMatch(path, false))
                .map(Pattern::kind)
                .findFirst()
                .orElse(ChangeKind.SOURCE);
    }

    private static Stream<Pattern> patterns(Map<ChangeKind, List<String>> kinds) {
        return kinds.entrySet().stream().flatMap(kind -> kind.getValue().stream()
                .map(pattern -> new Pattern(kind.getKey(), new FastIgnoreRule(pattern))));
    }

    private static List<Pattern> defaults() {
        try (var text = PathKinds.class.getResourceAsStream("/change-kinds.yaml")) {
            var kinds = YAMLMapper.builder()
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .build()
                    .readValue(text, new TypeReference<LinkedHashMap<ChangeKind, List<String>>>() {});
            return patterns(kinds).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
