package io.slipway.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
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
        pumps.execute(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var one = entrance.accept();
                var other = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.addAll(List.of(one, other));
                pumps.execute(() -> pump(one, other));
                pumps.execute(() -> pump(other, one));
            }
        } catch (IOException e) {
            // it was cut
            assertThat(entrance.isClosed()).isTrue();
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one end is gone, and so the other one goes
            assertThat(e).isInstanceOf(SocketException.class);
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
