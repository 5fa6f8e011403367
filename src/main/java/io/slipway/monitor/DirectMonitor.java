package io.slipway.monitor;

import io.slipway.catalog.Service;
import io.slipway.contract.Instance;
import io.slipway.probe.Health;
import io.slipway.probe.HealthProbe;
import io.slipway.target.LocalTarget;
import io.slipway.target.ProcessTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import oshi.SystemInfo;

/**
 * The embedded monitoring: it looks itself, when it is asked. Each instance's health is asked a few times, and the host what its
 * process takes and what is left of the disk. It knows nothing of what was before, and nothing of users' requests.
 */
final class DirectMonitor implements Monitor {

    private static final int PROBES = 3;
    private static final long LEAST_DISK = 100L << 20;

    /** It has none. */
    record Settings() {}

    @Component
    static final class Direct implements Kind {

        private final HealthProbe probe;

        Direct(HealthProbe probe) {
            this.probe = probe;
        }

        @Override
        public String kind() {
            return "direct";
        }

        @Override
        public Monitor monitor(Service service, String environment) {
            service.environment(environment).monitoring().as(Settings.class);
            var root = ProcessTarget.of(service.environment(environment)).root();
            return new DirectMonitor(new LocalTarget(service, environment), root, service.health(), probe);
        }
    }

    private final LocalTarget target;
    private final Path root;
    private final String health;
    private final HealthProbe probe;

    private DirectMonitor(LocalTarget target, Path root, String health, HealthProbe probe) {
        this.target = target;
        this.root = root;
        this.health = health;
        this.probe = probe;
    }

    @Override
    public Observation look(List<Instance> instances) throws IOException, InterruptedException {
        var readings = new ArrayList<Reading>();
        var alerts = new ArrayList<Alert>();
        for (var instance : instances) {
            probed(instance, readings).ifPresent(alerts::add);
            measured(instance, readings);
        }
        var disk = Files.getFileStore(existing(root)).getUsableSpace();
        full(disk).ifPresent(alerts::add);
        var facts = Map.of("asked directly", instances.size() + " instances", "disk", disk + " bytes left");
        return new Observation(readings, List.of(), List.of(), alerts, facts);
    }

    /** The alert that so little is left, if it is little. */
    Optional<Alert> full(long left) {
        return left >= LEAST_DISK
                ? Optional.empty()
                : Optional.of(
                        new Alert("DiskFull " + root, "only " + left + " bytes are left", Instant.now(), List.of()));
    }

    /** Before the first release there is no folder yet; its disk is that of the one above. */
    private static Path existing(Path folder) {
        var above = folder.getParent();
        return above == null || Files.exists(folder) ? folder : existing(above);
    }

    private Optional<Alert> probed(Instance instance, List<Reading> readings) throws InterruptedException {
        var right = new Health.Up(instance.version(), instance.digest());
        var good = 0;
        var slowest = Duration.ZERO;
        Health last = right;
        for (var i = 0; i < PROBES; i++) {
            var begin = System.nanoTime();
            var answer = probe.ask(instance.address(), health);
            var took = Duration.ofNanos(System.nanoTime() - begin);
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
            good += answer.equals(right) ? 1 : 0;
            last = answer.equals(right) ? last : answer;
        }
        var address = instance.address();
        readings.add(new Reading(Category.AVAILABILITY, "health", address, good > 0 ? 1 : 0));
        readings.add(new Reading(Category.ERRORS, "share of probes that failed", address, 1 - good / (double) PROBES));
        if (good > 0) {
            readings.add(new Reading(Category.PERFORMANCE, "slowest probe (ms)", address, slowest.toMillis()));
        }
        return good == PROBES
                ? Optional.empty()
                : Optional.of(new Alert(
                        "InstanceDown " + instance.name() + " at " + address,
                        PROBES - good + " of " + PROBES + " probes failed: " + describe(last),
                        Instant.now(),
                        List.of()));
    }

    private static String describe(Health health) {
        return health instanceof Health.Down down ? down.why() : "it answers as " + health;
    }

    private void measured(Instance instance, List<Reading> readings) throws IOException, InterruptedException {
        var pid = InstanceProcess.of(target, instance);
        if (pid.isEmpty()) {
            return;
        }
        var process = new SystemInfo().getOperatingSystem().getProcess(pid.get().intValue());
        if (process != null) {
            var address = instance.address();
            readings.add(new Reading(Category.RESOURCES, "memory (bytes)", address, process.getResidentSetSize()));
            readings.add(new Reading(
                    Category.RESOURCES, "processors since its start", address, process.getProcessCpuLoadCumulative()));
        }
    }
}
