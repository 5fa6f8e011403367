package io.slipway.change;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.slipway.contract.ChangeKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jgit.ignore.FastIgnoreRule;

/**
 * What a path of a repository is about: what the service's catalog says, else {@code change-kinds.yaml}, else source. Of
 * several patterns that match the riskiest counts. Patterns are those of {@code .gitignore}, without exceptions; large and
 * small letters are the same.
 */
final class PathKinds {

    private record Pattern(ChangeKind kind, FastIgnoreRule rule) {}

    private final List<Pattern> patterns = new ArrayList<>();

    /**
     * Takes a catalog's patterns, and then the known ones.
     *
     * @param own what the service's catalog says
     * @throws IOException if a pattern cannot be meant: it would never match, and something risky be overlooked
     */
    PathKinds(Map<ChangeKind, List<String>> own) throws IOException {
        add(own);
        try (var text = PathKinds.class.getResourceAsStream("/change-kinds.yaml")) {
            add(new YAMLMapper().readValue(text, new TypeReference<EnumMap<ChangeKind, List<String>>>() {}));
        }
    }

    private void add(Map<ChangeKind, List<String>> kinds) throws IOException {
        for (var kind : ChangeKind.values()) {
            for (var pattern : kinds.getOrDefault(kind, List.of())) {
                var rule = new FastIgnoreRule(lower(pattern));
                if (pattern.isBlank() || rule.isEmpty() || rule.getNegation()) {
                    throw new IOException(
                            "the pattern '" + pattern + "' for " + kind.id() + " in the catalog matches nothing");
                }
                patterns.add(new Pattern(kind, rule));
            }
        }
    }

    ChangeKind of(String path) {
        return patterns.stream()
                .filter(pattern -> pattern.rule().isMatch(lower(path), false))
                .map(Pattern::kind)
                .findFirst()
                .orElse(ChangeKind.SOURCE);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
