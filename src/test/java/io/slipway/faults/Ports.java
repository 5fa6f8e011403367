package io.slipway.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports for instances, which come and go. */
final class Ports {

    private Ports() {}

    /** The first of so many in a row below those that the system gives to clients, who would be in the way. */
    static int free(int count) throws IOException {
        for (var first = 11000 + (int) (ProcessHandle.current().pid() % 90) * 100; first < 30000; first += count) {
            if (areFree(first, count)) {
                return first;
            }
        }
        throw new IOException("No block of free ports");
    }

    private static boolean areFree(int first, int count) {
        for (var port = first; port < first + count; port++) {
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                socket.setReuseAddress(true);
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
