package io.slipway.sample;

import io.slipway.shell.Daemon;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sample's gateways, one for each environment: processes that outlive Slipway until they are stopped. */
final class Gateways {

    private final ShopWorld world;

    Gateways(ShopWorld world) {
        this.world = world;
    }

    private Daemon daemon(String environment) {
        return new Daemon(world.folder().resolve("gateways").resolve(environment));
    }

    /** Starts those that do not run. */
    void start() throws IOException, InterruptedException {
        for (var environment : ShopWorld.ENVIRONMENTS) {
            daemon(environment).start(command(environment), Map.of(), world.folder());
        }
    }

    void stop() throws IOException, InterruptedException {
        Daemon.stopAll(ShopWorld.ENVIRONMENTS.stream().map(this::daemon).toList(), Duration.ofSeconds(5));
    }

    /** This JVM's Java and class path, in another role. */
    private List<String> command(String environment) {
        var classPath = System.getProperty("java.class.path");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(
                classPath.endsWith(".jar") && !classPath.contains(":")
                        ? List.of("-jar", Path.of(classPath).toAbsolutePath().toString())
                        : List.of("-cp", classPath, "io.slipway.Slipway"));
        command.addAll(List.of(
                "gateway",
                "--listen",
                "127.0.0.1:" + world.gatewayPort(environment),
                "--control",
                "127.0.0.1:" + world.controlPort(environment),
                "--secret-file",
                world.secret().toString(),
                "--state-file",
                world.folder()
                        .resolve("gateways")
                        .resolve(environment + ".json")
                        .toString()));
        return command;
    }
}
