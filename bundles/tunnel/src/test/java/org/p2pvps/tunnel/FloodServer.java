package org.p2pvps.tunnel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Stands for what listens in a container: says nothing until it hears something, and then never stops. */
final class FloodServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicLong sent = new AtomicLong();

    FloodServer() throws IOException {
        Thread thread = new Thread(this::run, "flood");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many bytes were taken from it. */
    long sent() {
        return sent.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void run() {
        byte[] flood = new byte[32 * 1024];
        while (!server.isClosed()) {
            try (Socket caller = server.accept()) {
                caller.getInputStream().read();
                while (true) {
                    caller.getOutputStream().write(flood);
                    sent.addAndGet(flood.length);
                }
            } catch (IOException cut) {
                // The next, then.
            }
        }
    }
}
