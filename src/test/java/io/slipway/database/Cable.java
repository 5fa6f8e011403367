package io.slipway.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What lies between a program and a server, and can be cut: then the server sees what it sees when the program is killed. */
final class Cable implements AutoCloseable {

    private final ServerSocket entrance;
    private final int port;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ExecutorService pumps = Executors.newCachedThreadPool();

    Cable(int port) throws IOException {
        this.port = port;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        pumps.submit(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    private Void accept() throws IOException {
        while (true) {
            var one = entrance.accept();
            var other = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.addAll(List.of(one, other));
            pumps.submit(() -> pump(one, other));
            pumps.submit(() -> pump(other, one));
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody gets through any more. */
    void cut() throws IOException {
        entrance.close();
        for (var socket : sockets) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        cut();
        pumps.shutdownNow();
    }
}
