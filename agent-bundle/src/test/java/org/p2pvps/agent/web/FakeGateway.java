package org.p2pvps.agent.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.p2pvps.protocol.RegisterAnswer;

/** A gateway of raw sockets: grants the name over HTTP, and keeps the data sockets that showed the newest preface. */
final class FakeGateway implements AutoCloseable {
    static final String TOKEN = "p2pw_secret";
    static final String NAME = "attic";

    final AtomicInteger grants = new AtomicInteger();
    final AtomicInteger refusedPrefaces = new AtomicInteger();
    volatile int sockets = 4;
    volatile int status = 200;
    /** Where data sockets are told to connect; 0: the data port. */
    volatile int shownPort;

    private final List<Socket> everyone = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Socket> idle = new LinkedBlockingQueue<>();
    private final HttpServer control;
    private volatile ServerSocket data;
    private volatile String preface = "none";

    FakeGateway() throws IOException {
        control = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        control.createContext("/" + NAME, this::grant);
        control.start();
        listen();
    }

    WebTarget target() {
        String url = "http://127.0.0.1:" + control.getAddress().getPort();
        return new WebTarget(new RegisterAnswer.Web(url, NAME, TOKEN));
    }

    int controlPort() {
        return control.getAddress().getPort();
    }

    int dataPort() {
        return data.getLocalPort();
    }

    /** A data socket that waits for a visitor. */
    Socket next() throws InterruptedException {
        Socket socket = idle.poll(20, TimeUnit.SECONDS);
        if (socket == null) {
            throw new AssertionError("No data socket came.");
        }
        return socket;
    }

    int waiting() {
        idle.removeIf(Socket::isClosed);
        return idle.size();
    }

    /** As after a restart: sockets are gone and what was granted is void. */
    void forget() throws IOException {
        preface = "void";
        closeAll();
    }

    /** The data port goes away, and what is connected with it. */
    void goDown() throws IOException {
        data.close();
        closeAll();
    }

    void comeBack() throws IOException {
        listen();
    }

    @Override
    public void close() throws IOException {
        control.stop(0);
        goDown();
    }

    private void closeAll() throws IOException {
        idle.clear();
        for (Socket socket : everyone) {
            socket.close();
        }
        everyone.clear();
    }

    private void grant(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean known =
                    ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            int answer = known ? status : 403;
            if (answer == 200) {
                preface = String.format("%064x", grants.incrementAndGet());
            }
            byte[] body = ("{\"id\":\"" + NAME + "\",\"port\":" + (shownPort == 0 ? dataPort() : shownPort)
                            + ",\"max_conn_count\":" + sockets + ",\"url\":\"http://x\",\"preface\":\"" + preface
                            + "\",\"newer\":true}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void listen() throws IOException {
        ServerSocket port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        data = port;
        Thread thread = new Thread(() -> accept(port), "fake-gateway");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket port) {
        while (!port.isClosed()) {
            try {
                Socket socket = port.accept();
                admit(socket);
            } catch (IOException e) {
                if (!port.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void admit(Socket socket) throws IOException {
        everyone.add(socket);
        InputStream in = socket.getInputStream();
        String line = new String(in.readNBytes(65), StandardCharsets.US_ASCII);
        if (line.equals(preface + "\n")) {
            idle.add(socket);
        } else {
            refusedPrefaces.incrementAndGet();
            socket.close();
        }
    }
}
