package org.p2pvps.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A mail server that does with each connection what a test says. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** What is done with a connection. */
    interface Script {
        void run(Socket connection) throws IOException;
    }

    ScriptedServer(Script script) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        start(() -> accept(script));
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                open.add(connection);
                start(() -> serve(script, connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(Script script, Socket connection) {
        try (connection) {
            script.run(connection);
        } catch (IOException e) {
            // The client hung up.
        }
    }

    static void start(Runnable work) {
        Thread thread = new Thread(work, "scripted-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
