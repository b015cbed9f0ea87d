package org.p2pvps.agent.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.p2pvps.agent.testing.Eventually;
import org.p2pvps.protocol.RegisterAnswer;

/**
 * A LocalTunnel server as upstream's is on the wire: a port for each tunnel, no preface, no token, ten sockets at most, and a
 * random name for who asks for a taken one.
 */
final class StockServer implements AutoCloseable {
    static final String NAME = "attic";
    static final int MOST_SOCKETS = 10;

    final AtomicInteger refused = new AtomicInteger();
    private final Map<String, Tunnel> tunnels = new ConcurrentHashMap<>();
    private final AtomicInteger random = new AtomicInteger();
    private final HttpServer control;

    StockServer() throws IOException {
        control = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        control.createContext("/", this::answer);
        control.start();
    }

    WebTarget target() {
        String url = "http://127.0.0.1:" + control.getAddress().getPort();
        return new WebTarget(new RegisterAnswer.Web(url, NAME, "a token that nobody here knows"));
    }

    int connected() {
        Tunnel tunnel = tunnels.get(NAME);
        return tunnel == null ? 0 : tunnel.open.size();
    }

    boolean serves(String name) {
        return tunnels.containsKey(name);
    }

    /** As upstream does it: a free socket is given the request's bytes, and its answer is read. */
    String visit(String request, int answerLength) throws IOException {
        Socket[] free = new Socket[1];
        Eventually.holds("a socket is free", () -> {
            Tunnel tunnel = tunnels.get(NAME);
            free[0] = tunnel == null ? null : tunnel.free.poll();
            return free[0] != null && !free[0].isClosed();
        });
        free[0].getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String answer = new String(free[0].getInputStream().readNBytes(answerLength), StandardCharsets.US_ASCII);
        tunnels.get(NAME).free.add(free[0]);
        return answer;
    }

    /** Takes the name as somebody else's. */
    void occupy() throws IOException {
        tunnels.put(NAME, new Tunnel());
    }

    /** Ends the tunnel of that name, as after a restart. */
    void drop() throws IOException {
        Tunnel tunnel = tunnels.remove(NAME);
        if (tunnel != null) {
            tunnel.close();
        }
    }

    @Override
    public void close() throws IOException {
        control.stop(0);
        for (Tunnel tunnel : tunnels.values()) {
            tunnel.close();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String wanted = exchange.getRequestURI().getPath().substring(1);
            String id = tunnels.containsKey(wanted) ? "random-" + random.incrementAndGet() : wanted;
            Tunnel tunnel = new Tunnel();
            tunnels.put(id, tunnel);
            byte[] body = ("{\"id\":\"" + id + "\",\"port\":" + tunnel.port.getLocalPort() + ",\"max_conn_count\":"
                            + MOST_SOCKETS + ",\"url\":\"http://" + id + ".localhost\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** One name and its port. */
    private final class Tunnel {
        private final ServerSocket port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final Set<Socket> open = ConcurrentHashMap.newKeySet();
        private final Deque<Socket> free = new ConcurrentLinkedDeque<>();

        Tunnel() throws IOException {
            Thread thread = new Thread(this::accept, "stock-server");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            try {
                while (true) {
                    Socket socket = port.accept();
                    if (open.size() >= MOST_SOCKETS) {
                        refused.incrementAndGet();
                        socket.close();
                    } else {
                        open.add(socket);
                        free.add(socket);
                    }
                }
            } catch (IOException closed) {
                // As the test wants it.
            }
        }

        private void close() throws IOException {
            port.close();
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
