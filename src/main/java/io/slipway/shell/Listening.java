package io.slipway.shell;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats.TcpState;

/**
 * A TCP socket of this host that takes connections.
 *
 * @param address that it takes them at; all of the host's, if it is the address of any
 * @param pid of its program; -1 if this account may not see whose it is
 */
public record Listening(InetAddress address, int port, long pid) {

    /** All that there are at this moment. */
    public static List<Listening> all() throws UnknownHostException {
        var all = new ArrayList<Listening>();
        var connections =
                new SystemInfo().getOperatingSystem().getInternetProtocolStats().getConnections();
        for (var socket : connections) {
            if (socket.getState() == TcpState.LISTEN) {
                var address = InetAddress.getByAddress(socket.getLocalAddress());
                all.add(new Listening(address, socket.getLocalPort(), socket.getowningProcessId()));
            }
        }
        return all;
    }

    /** {@code host:port}, or that it is every address. */
    @Override
    public String toString() {
        return (address.isAnyLocalAddress() ? "every address of the host" : address.getHostAddress()) + ":" + port;
    }
}
