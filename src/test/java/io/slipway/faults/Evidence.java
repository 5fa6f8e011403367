package io.slipway.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.RunningSlipway;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/** What the server can prove of one release: the entries of its pack. */
record Evidence(List<JsonNode> entries) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Evidence of(RunningSlipway server, String key) throws IOException, InterruptedException {
        var pack = server.fetch("otto", "/api/releases/" + key + "/evidence");
        if (pack.statusCode() != 200) {
            return new Evidence(List.of());
        }
        var entries = new ArrayList<JsonNode>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(pack.body()))) {
            for (var file = zip.getNextEntry(); file != null; file = zip.getNextEntry()) {
                if (file.getName().equals("entries.jsonl")) {
                    var text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                    for (var line : text.split("\n")) {
                        entries.add(JSON.readTree(line));
                    }
                }
            }
        }
        return new Evidence(entries);
    }

    /** The bodies of the entries of a kind. */
    private Stream<JsonNode> bodies(String kind) {
        return entries.stream()
                .filter(entry -> entry.path("kind").asText().equals(kind))
                .map(entry -> entry.path("body"));
    }

    private static List<String> texts(Stream<JsonNode> bodies, String field) {
        return bodies.map(body -> body.path(field).asText()).toList();
    }

    List<String> ends() {
        return texts(bodies("end"), "outcome");
    }

    /** The tasks that were done, as often as they were. */
    List<String> done() {
        return texts(
                bodies("effect").filter(body -> body.path("result").asText().equals("done")), "task");
    }

    /** The tasks of people that were decided. */
    List<String> decided() {
        return texts(bodies("decision"), "task");
    }

    List<Long> fences() {
        return bodies("permit").map(body -> body.path("fence").asLong()).toList();
    }

    /** What the environment's row said was confirmed when the release took it. */
    String confirmedBefore() {
        return bodies("lease")
                .filter(body -> body.path("granted").asBoolean())
                .map(body -> body.path("confirmed").path("digest").asText())
                .findFirst()
                .orElse("no lease");
    }

    /** Why the release stopped and asked, each time that it did. */
    List<String> stops() {
        var stops = new ArrayList<String>();
        bodies("stop").forEach(body -> body.path("open")
                .forEach(finding -> stops.add(finding.path("rule").asText() + ": "
                        + finding.path("why").asText())));
        return stops;
    }

    /** All that is no pass, for people who look for the reason. */
    String trouble() {
        var text = new StringBuilder();
        entries.stream()
                .filter(entry -> entry.path("kind").asText().matches("stop|refusal|decision")
                        || entry.path("body").path("result").asText().matches("error|failure"))
                .forEach(entry -> text.append("\n    ").append(entry));
        return text.toString();
    }
}
