package io.slipway;

import java.io.IOException;
import java.net.ServerSocket;

/**
 * Ports in a row for servers that come and go, below those that the system gives to clients. Each of the test JVMs that run
 * at once takes them from a range of its own, and none twice.
 */
public final class Ports {

    private static final int RANGE = 10_000;
    private static final int FIRST = 1_000 + RANGE * Integer.getInteger("surefire.forkNumber", 1);
    /** Somewhere else in each JVM: who runs tests twice at once on a machine has no fork numbers that differ. */
    private static int next = (int) (ProcessHandle.current().pid() % 90) * (RANGE / 100);

    private Ports() {}

    /** The first of so many, none of them in use at this moment. */
    public static synchronized int block(int count) throws IOException {
        for (var looked = 0; looked < RANGE; looked += count) {
            var first = FIRST + next;
            next = (next + count) % (RANGE - count);
            if (areFree(first, count)) {
                return first;
            }
        }
        throw new IOException("No %d free ports in a row from %d on".formatted(count, FIRST));
    }

    private static boolean areFree(int first, int count) {
        for (var port = first; port < first + count; port++) {
            try (var socket = new ServerSocket(port)) {
                socket.setReuseAddress(true);
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
