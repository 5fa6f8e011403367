package io.slipway.bench;

import io.slipway.RunningSlipway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Debian's sshd at a port of the loopback, with keys of its own, for whoever runs the benchmark. */
final class Sshd implements AutoCloseable {

    /** Where it wants to have an empty folder when root runs it, which Debian's unit makes for it. */
    private static final Path SEPARATED = Path.of("/run/sshd");

    private final Path folder;
    private final int port;
    private final boolean madeSeparated;
    private final Process process;

    Sshd(Path folder, int port) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        this.port = port;
        makeKey("host");
        makeKey("user");
        Files.writeString(knownHosts(), "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host.pub")));
        Files.writeString(folder.resolve("config"), config());
        madeSeparated = user().equals("root") && !Files.exists(SEPARATED);
        if (madeSeparated) {
            Files.createDirectory(SEPARATED);
        }
        process = start();
        RunningSlipway.await("sshd listens", Duration.ofSeconds(20), () -> {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        });
    }

    private Process start() throws IOException {
        var started = new ProcessBuilder(
                        Programs.find("sshd").toString(),
                        "-D",
                        "-e",
                        "-f",
                        folder.resolve("config").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroy));
        return started;
    }

    private void makeKey(String name) throws IOException, InterruptedException {
        // Debian's net-ssh 7.0.1 cannot sign with an RSA or ECDSA key in OpenSSH's format
        Programs.run(
                folder.resolve("log"),
                new ProcessBuilder(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-f",
                        folder.resolve(name).toString()));
    }

    /** An empty home, so that the start-up files of whoever runs this cost nobody time. */
    private String config() throws IOException {
        return """
                ListenAddress 127.0.0.1
                Port %2$d
                HostKey %1$s/host
                AuthorizedKeysFile %1$s/user.pub
                PidFile %1$s/pid
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                SetEnv HOME=%3$s
                Subsystem sftp /usr/lib/openssh/sftp-server
                """
                .formatted(folder, port, Files.createDirectories(folder.resolve("home")));
    }

    int port() {
        return port;
    }

    static String user() {
        return System.getProperty("user.name");
    }

    Path userKey() {
        return folder.resolve("user");
    }

    Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        // connections that are kept, as Ansible does, end with their server's side
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
        if (madeSeparated) {
            Files.deleteIfExists(SEPARATED);
        }
    }
}
