package org.p2pvps.agent.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands between a client and a server, and can go silent: nothing passes, nothing is closed, as when a cable is pulled. */
public final class Relay implements AutoCloseable {
    private final ServerSocket port;
    private final int target;
    private volatile boolean silent;

    public Relay(int target) throws IOException {
        this.target = target;
        this.port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        inBackground(this::accept);
    }

    public int port() {
        return port.getLocalPort();
    }

    public void setSilent(boolean now) {
        silent = now;
    }

    @Override
    public void close() throws IOException {
        port.close();
    }

    private void accept() throws IOException {
        while (!port.isClosed()) {
            Socket client = port.accept();
            if (silent) {
                continue;
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            inBackground(() -> copy(client, server));
            inBackground(() -> copy(server, client));
        }
    }

    private void copy(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[8192];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            if (!silent) {
                out.write(buffer, 0, count);
            }
        }
        if (!silent) {
            to.close();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                if (!port.isClosed() && !silent) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
