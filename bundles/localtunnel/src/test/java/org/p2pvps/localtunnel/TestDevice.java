package org.p2pvps.localtunnel;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.p2pvps.protocol.SessionFrame;

/** A device's end of the web tunnel: a LocalTunnel client that opens a new data connection for each that ended. */
final class TestDevice implements AutoCloseable {
    private static final Pattern GRANT = Pattern.compile(
            "\\{\"id\":\"([^\"]*)\",\"port\":(\\d+),\"max_conn_count\":(\\d+),\"url\":\"([^\"]*)\"(?:,\"preface\":\"([0-9a-f]{64})\")?}");

    final Grant grant;
    private final int origin;
    private final int secureOrigin;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    /** Data connections that it has made. */
    final AtomicInteger connections = new AtomicInteger();

    private volatile boolean closed;

    record Grant(String id, int port, int sockets, String url, String preface) {}

    /** @param sockets data connections to hold open */
    TestDevice(TestGateway gateway, int origin, int sockets) throws IOException {
        this(ask(gateway, "/mysite", TestGateway.TOKEN), origin, sockets);
    }

    TestDevice(Grant grant, int origin, int sockets) {
        this(grant, origin, 1, sockets);
    }

    /** @param secureOrigin stands for port 443 */
    TestDevice(Grant grant, int origin, int secureOrigin, int sockets) {
        this.grant = grant;
        this.origin = origin;
        this.secureOrigin = secureOrigin;
        for (int slot = 0; slot < sockets; slot++) {
            Origin.start(this::keepOpen);
        }
    }

    /** @param token null for none */
    static Grant ask(TestGateway gateway, String path, String token) throws IOException {
        String answer = control(gateway, path, token).body();
        Matcher matcher = GRANT.matcher(answer);
        if (!matcher.matches()) {
            throw new AssertionError("Not a grant: " + answer);
        }
        return new Grant(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                matcher.group(4),
                matcher.group(5));
    }

    static Wire.Reply control(TestGateway gateway, String path, String token) throws IOException {
        String authorization = token == null ? "" : "Authorization: Bearer " + token + "\r\n";
        try (Wire wire = gateway.visit()) {
            return wire.send("GET " + path + " HTTP/1.1\r\nHost: localhost:" + gateway.port() + "\r\n" + authorization
                            + "\r\n")
                    .read();
        }
    }

    /** Opens one data connection, with the preface if there is one. */
    static Socket connect(Grant grant) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), grant.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        if (grant.preface() != null) {
            socket.getOutputStream().write((grant.preface() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        return socket;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void keepOpen() {
        while (!closed) {
            try (Socket gateway = connect(grant)) {
                connections.incrementAndGet();
                gateway.setSoTimeout(0);
                open.add(gateway);
                serve(gateway);
                open.remove(gateway);
            } catch (IOException lost) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private void serve(Socket gateway) throws IOException {
        InputStream in = gateway.getInputStream();
        int first = in.read();
        while (first == SessionFrame.BYTES) {
            new FramedSession(gateway).carry(secureOrigin);
            first = in.read();
        }
        if (first < 0) {
            return;
        }
        try (Socket local = new Socket(InetAddress.getLoopbackAddress(), origin)) {
            local.setTcpNoDelay(true);
            Origin.start(() -> pipe(local, gateway));
            local.getOutputStream().write(first);
            in.transferTo(local.getOutputStream());
        }
    }

    private static void pipe(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException cut) {
            // The other direction ends with it.
        }
    }
}
