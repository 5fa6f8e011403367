package io.slipway.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before a mail server and refuses one mailbox; all else is that server's. */
final class RefusingMailServer implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int behind;
    private volatile String refused;

    RefusingMailServer(int behind, String refused) throws IOException {
        this.behind = behind;
        this.refused = refused;
        threads.execute(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    void refuseNobody() {
        refused = "nobody at all";
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                threads.execute(() -> pass(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pass(Socket client) {
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            var answers = client.getOutputStream();
            threads.execute(() -> copy(server, answers));
            var lines = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var recipient = line.toUpperCase(Locale.ROOT).startsWith("RCPT TO") && line.contains(refused);
                write(recipient ? answers : server.getOutputStream(), recipient ? "550 no such mailbox" : line);
            }
        } catch (IOException e) {
            // who has gone needs no answer
        }
    }

    private static void copy(Socket server, OutputStream answers) {
        try {
            server.getInputStream().transferTo(answers);
        } catch (IOException e) {
            // the same
        }
    }

    private static void write(OutputStream to, String line) throws IOException {
        to.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }
}
