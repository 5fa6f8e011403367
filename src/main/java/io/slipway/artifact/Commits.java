package io.slipway.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The git commits in a list of what went into a build. {@code digest.gitCommit} says what it is. SLSA v0.2 has
 * {@code sha1} for it, and GitLab's runner writes the id under {@code sha256}
 * (https://docs.gitlab.com/ci/runners/configure_runners/#provenance-metadata-format): these two count where the
 * {@code uri} is a git repository, and the value has the 40 hex digits of a commit's id, which no SHA-256 has.
 */
final class Commits {

    private static final String COMMIT = "[0-9a-f]{40}";
    private static final List<String> OTHER_NAMES = List.of("sha1", "sha256");

    private Commits() {}

    /**
     * Each of them once.
     *
     * @param repository what is said to be the source; GitLab's is not marked as git otherwise
     */
    static Set<String> in(Iterable<JsonNode> entries, String repository) {
        var commits = new TreeSet<String>();
        for (var entry : entries) {
            var digest = entry.path("digest");
            var named = digest.path("gitCommit").asText();
            if (!named.isEmpty()) {
                commits.add(named);
            }
            if (isGit(entry.path("uri").asText(), repository)) {
                OTHER_NAMES.stream()
                        .map(name -> digest.path(name).asText())
                        .filter(value -> value.matches(COMMIT))
                        .forEach(commits::add);
            }
        }
        return commits;
    }

    private static boolean isGit(String uri, String repository) {
        return uri.startsWith("git+") || (!uri.isEmpty() && uri.equals(repository));
    }
}
