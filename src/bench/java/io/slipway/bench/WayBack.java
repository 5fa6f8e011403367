package io.slipway.bench;

import io.slipway.Ports;
import io.slipway.RunningSlipway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long users meet a bad version after a check has failed, in the sample, with the built jar; beside it, in turns, how
 * long they do when Capistrano or Ansible rolls the same shop back.
 */
final class WayBack {

    static final String GOOD = "1.0.0";
    static final String LOSES_ORDERS = "1.3.0";
    private static final String DOES_NOT_START = "1.2.0";
    private static final String HEAD =
            """
            | How | rolled back | from the failed check, or the command, to the old version (p50 / p95) \
            | answers by the new version since then | of them orders lost | requests without an answer |
            |---|---|---|---|---|---|
            """;
    /** What each way needs beside its own program. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            "Capistrano", List.of("cap", "git", "scp", "ssh-keygen", "sshd", "start-stop-daemon"),
            "Ansible", List.of("ansible-playbook", "ssh", "ssh-keygen", "sshd", "start-stop-daemon"));

    private final int rollbacks = Numbers.setting("rollbacks", 20);
    private final Map<Way, List<Seen>> seen = new LinkedHashMap<>();

    /** Measures, and says what came out as a Markdown table. */
    String measure(Path folder) throws Exception {
        Files.createDirectories(folder);
        try (var slipway = new RunningSlipway(folder, "--spring.profiles.active=sample")) {
            slipway.startSample();
            add(new SlipwayWay(slipway, LOSES_ORDERS, "loses one order in ten"));
            if (missing("Capistrano").isEmpty() || missing("Ansible").isEmpty()) {
                besideOthers(folder.resolve("others"), folder.resolve("sample"), slipway);
            } else {
                inTurns(slipway);
            }
        }
        var text = new StringBuilder(HEAD);
        seen.forEach((way, all) -> text.append(Seen.row(way.name(), all)));
        for (var tool : List.of("Capistrano", "Ansible")) {
            if (!missing(tool).isEmpty()) {
                text.append("| %s | not measured: not installed are %s | – | – | – | – |%n"
                        .formatted(tool, String.join(", ", missing(tool))));
            }
        }
        return text.toString();
    }

    private static List<String> missing(String tool) {
        return Programs.missing(NEEDED.getOrDefault(tool, List.of()).toArray(String[]::new));
    }

    private void besideOthers(Path folder, Path sample, RunningSlipway slipway) throws Exception {
        var port = Ports.block(3);
        try (var sshd = new Sshd(folder.resolve("ssh"), port);
                var one = new LinkedShop(folder.resolve("shop-1"), port + 1, sample, GOOD);
                var other = new LinkedShop(folder.resolve("shop-2"), port + 2, sample, GOOD)) {
            if (missing("Capistrano").isEmpty()) {
                add(Capistrano.way(folder.resolve("capistrano"), one, sshd, sample.resolve("shop.git")));
            }
            if (missing("Ansible").isEmpty()) {
                add(Ansible.way(folder.resolve("ansible"), other, sshd));
            }
            inTurns(slipway);
        }
    }

    private void add(Way way) {
        seen.put(way, new ArrayList<>());
    }

    private void inTurns(RunningSlipway slipway) throws IOException, InterruptedException {
        add(new SlipwayWay(slipway, DOES_NOT_START, "does not start"));
        for (var i = 0; i < rollbacks; i++) {
            for (var entry : seen.entrySet()) {
                var one = entry.getKey().back();
                entry.getValue().add(one);
                System.out.println(entry.getKey().name() + ": " + one);
            }
        }
    }
}
