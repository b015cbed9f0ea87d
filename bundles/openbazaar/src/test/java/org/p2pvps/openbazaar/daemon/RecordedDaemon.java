package org.p2pvps.openbazaar.daemon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Answers as a real daemon once did, and keeps what it was asked. */
final class RecordedDaemon implements AutoCloseable {
    private final HttpServer server;
    private volatile Exchange next;
    private volatile String method;
    private volatile String path;
    private volatile String body;

    RecordedDaemon() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    DaemonHttp http() {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new DaemonHttp(new DaemonSettings(url, "", Duration.ofSeconds(20)), Optional::empty);
    }

    void expect(Exchange exchange) {
        next = exchange;
        method = null;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    String body() {
        return body;
    }

    private void answer(HttpExchange exchange) throws IOException {
        method = exchange.getRequestMethod();
        path = exchange.getRequestURI().toString();
        body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        byte[] answer = next.answer();
        exchange.getResponseHeaders().set("Content-Type", next.contentType());
        exchange.sendResponseHeaders(next.status(), answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
