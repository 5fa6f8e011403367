package io.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/rules.md} says of every rule which tests prove it; the tests' tags say the same. */
class RulesTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| ([A-Z]+-\\d) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"([A-Z]+-\\d)\"\\)");
    private static final Pattern TEST = Pattern.compile("`(\\w+)`");

    private record Row(String enforcedBy, String provenBy) {}

    private static Map<String, Row> rows() throws IOException {
        var rows = new LinkedHashMap<String, Row>();
        for (var line : Files.readAllLines(Path.of("docs/rules.md"))) {
            var match = ROW.matcher(line);
            if (match.matches()) {
                rows.put(match.group(1), new Row(match.group(4), match.group(5)));
            }
        }
        return rows;
    }

    private static Map<String, Set<String>> tags() throws IOException {
        var tags = new TreeMap<String, Set<String>>();
        try (var files = Files.walk(Path.of("src/test/java"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                var name = file.getFileName().toString().replace(".java", "");
                TAG.matcher(Files.readString(file)).results().forEach(tag -> tags.computeIfAbsent(
                                tag.group(1), t -> new TreeSet<>())
                        .add(name));
            }
        }
        return tags;
    }

    @Test
    void everyRuleHasItsRow() throws IOException {
        assertThat(rows().keySet())
                .containsExactlyElementsOf(
                        Arrays.stream(Rule.values()).map(Rule::id).toList());
    }

    @Test
    void everyRuleIsProvenByTheTestsThatItsRowNamesOrSaysWhichIssueWillDoIt() throws IOException {
        var tags = tags();
        rows().forEach((rule, row) -> {
            var named = new TreeSet<>(
                    TEST.matcher(row.provenBy()).results().map(m -> m.group(1)).toList());
            assertThat(named).as(rule).isEqualTo(tags.getOrDefault(rule, Set.of()));
            if (named.isEmpty()) {
                assertThat(row.enforcedBy()).as(rule).matches("not yet: issue \\d(, .*)?");
            }
        });
    }

    @Test
    void everyTagIsARule() throws IOException {
        assertThat(Arrays.stream(Rule.values()).map(Rule::id).toList()).containsAll(List.copyOf(tags().keySet()));
    }
}
