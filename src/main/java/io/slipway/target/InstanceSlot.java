package io.slipway.target;

import io.slipway.contract.Instance;
import io.slipway.shell.Daemon;
import io.slipway.shell.Host;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One place of a target where one instance can run: a name and a port. */
public final class InstanceSlot {

    /** The variable that tells a process which bytes it is. */
    public static final String DIGEST = "SLIPWAY_DIGEST";

    private static final String VERSION = "SLIPWAY_VERSION";
    private static final String PORT = "PORT";
    private static final String PATH = "PATH";

    /** What a process is given beside what stands in the variables file. */
    public static final Set<String> OWN = Set.of(DIGEST, VERSION, PORT, PATH);

    private final String name;
    private final int port;
    private final Daemon daemon;

    InstanceSlot(Path root, String name, int port) {
        this.name = name;
        this.port = port;
        this.daemon = new Daemon(root.resolve("instances").resolve(name + "-" + port));
    }

    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    public Daemon daemon() {
        return daemon;
    }

    /** Whether nobody listens on its port. */
    public boolean isFree() {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks the host which instance runs here; what it is, is what it was started with. */
    public Optional<Instance> running() throws IOException, InterruptedException {
        var state = daemon.state();
        if (state instanceof Daemon.State.Stopped) {
            return Optional.empty();
        }
        if (state instanceof Daemon.State.Starting) {
            throw new IOException("somebody is just starting a program in " + daemon + ", and what is not known yet");
        }
        return Optional.of(new Instance(name, started(VERSION), started(DIGEST), address()));
    }

    /** The instance that this slot holds if the version runs here. */
    public Instance holding(Version version) {
        return new Instance(name, version.number(), version.digest(), address());
    }

    /** Starts the version here; false if something runs here already. */
    boolean start(List<String> command, Map<String, String> variables, Version version, Path folder)
            throws IOException, InterruptedException {
        var environment = new LinkedHashMap<>(variables);
        environment.putIfAbsent(PATH, Host.PATH);
        environment.put(PORT, Integer.toString(port));
        environment.put(VERSION, version.number());
        environment.put(DIGEST, version.digest());
        var withPort = command.stream()
                .map(word -> word.replace("{port}", Integer.toString(port)))
                .toList();
        return daemon.start(withPort, environment, folder);
    }

    private String started(String variable) throws IOException {
        return daemon.variable(variable)
                .orElseThrow(() -> new IOException("what runs in " + daemon + " was started without " + variable
                        + ", and not by a deployment; stop it by hand"));
    }
}
