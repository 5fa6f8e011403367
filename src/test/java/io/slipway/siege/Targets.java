package io.slipway.siege;

import io.slipway.RunningSlipway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** Looks at the sample's targets themselves. */
final class Targets {

    private Targets() {}

    /** Everything on them that a deployment would change: files, links, and what runs. */
    static String of(RunningSlipway slipway) throws IOException {
        var sample = slipway.folder().resolve("sample").toRealPath();
        var seen = new TreeSet<String>();
        for (var environment : List.of("staging", "production")) {
            var root = sample.resolve(environment);
            try (var files = Files.list(root.resolve("releases"))) {
                files.forEach(file -> seen.add(environment + " holds " + file.getFileName()));
            }
            seen.add(environment + " serves " + Files.readSymbolicLink(root.resolve("current")));
            seen.add(environment + " confirmed " + Files.readString(root.resolve("confirmed")));
        }
        ProcessHandle.allProcesses().forEach(process -> running(process.pid(), sample, seen));
        return String.join("\n", seen);
    }

    private static void running(long pid, Path sample, TreeSet<String> seen) {
        try {
            var folder = Path.of("/proc/" + pid + "/cwd").toRealPath();
            if (folder.startsWith(sample)) {
                var environment = sample.relativize(folder).getName(0);
                for (var variable :
                        Files.readString(Path.of("/proc/" + pid + "/environ")).split("\0")) {
                    if (variable.startsWith("SLIPWAY_VERSION=")) {
                        seen.add(environment + " runs " + variable + " as " + pid);
                    }
                }
            }
        } catch (IOException e) {
            // it has ended, or is somebody else's
        }
    }
}
