package io.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A catalog of one service, {@code tool}, that can be asked to be released (1.0.0) but has nothing that would run. */
public final class SmallCatalog {

    private SmallCatalog() {}

    /**
     * Writes it.
     *
     * @param folder an empty one
     * @param environments how many: {@code e0}, {@code e1}, …; and {@code live}, which comes after the last of them
     * @return the folder to name in {@code slipway.catalog}
     */
    public static Path write(Path folder, int environments) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("tool-1.0.0.zip"), "not even a zip file");
        Files.writeString(folder.resolve("tool.env"), "");
        Files.writeString(folder.resolve("secret"), "0123456789abcdef0123456789abcdef");
        var text = new StringBuilder(
                """
                service: tool
                artifacts: .
                trustedKeys:
                  - {id: build, file: build.pem}
                command: [tool, "{port}"]
                health: /health
                keyFlows:
                  - {name: see it, method: GET, path: /, expect: {status: 200, within: PT1S}}
                environments:
                """);
        for (var i = 0; i <= environments; i++) {
            var last = i == environments;
            text.append(
                    """
                      %s:
                        %s
                        variables: tool.env
                        settlingTime: PT1S
                        verification: {observationTime: PT8S, lookInterval: PT2S, leastRequests: 60, mostErrors: 0.02,
                                       slowerThan: PT0.25S, mostSlow: 0.1}
                        target: {kind: process, root: e%d, instances: {one: [%d, %d]}, sparePort: %d}
                        traffic: {kind: gateway, control: "127.0.0.1:%d", secretFile: secret}
                        monitoring: {kind: direct}
                        address: {url: "http://127.0.0.1"}
                    """
                            .formatted(
                                    last ? "live" : "e" + i,
                                    last
                                            ? "after: {environment: e%d, soak: PT0S}\n    calendar: {timeZone: %s}"
                                                    .formatted(i - 1, NoFriday.zone())
                                            : "production: false",
                                    i,
                                    1000 + i,
                                    2000 + i,
                                    3000 + i,
                                    4000 + i)
                            .indent(2));
        }
        Files.writeString(folder.resolve("tool.yaml"), text);
        return folder;
    }

    /** Gives a calendar to one of its environments, before anything reads it. */
    public static void calendar(Path folder, String environment, String yaml) throws IOException {
        with(folder, environment, "calendar: " + yaml);
    }

    /** Says something more of one of its environments, before anything reads it. */
    public static void with(Path folder, String environment, String setting) throws IOException {
        var file = folder.resolve("tool.yaml");
        var text = Files.readString(file);
        var more = text.replaceFirst("( " + environment + ":(\\s+)production: false)", "$1$2" + setting);
        assertThat(more).isNotEqualTo(text);
        Files.writeString(file, more);
    }
}
