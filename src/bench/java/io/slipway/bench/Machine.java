package io.slipway.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Where and when a benchmark ran, and of what. */
final class Machine {

    private static final long GIBIBYTE = 1L << 30;

    private Machine() {}

    static String describe() throws IOException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return "%d cores, %d GiB, %s, Java %s; %s; commit %s"
                .formatted(
                        system.getAvailableProcessors(),
                        Math.round((double) system.getTotalMemorySize() / GIBIBYTE),
                        distribution(),
                        Runtime.version(),
                        LocalDate.now(ZoneOffset.UTC),
                        System.getProperty("bench.commit", "unknown"));
    }

    private static String distribution() throws IOException {
        var file = Path.of("/etc/os-release");
        if (!Files.exists(file)) {
            return System.getProperty("os.name");
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("PRETTY_NAME="))
                .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
                .findFirst()
                .orElse(System.getProperty("os.name"));
    }
}
