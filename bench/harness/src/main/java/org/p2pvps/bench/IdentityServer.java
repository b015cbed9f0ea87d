package org.p2pvps.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands behind every device of a fleet, at an address of its own for each, and says whose it is. */
final class IdentityServer {
    private static final int PATIENCE_MILLIS = 5_000;

    private final ServerSocket listening;

    IdentityServer() throws IOException {
        listening = new ServerSocket(0, 1024, InetAddress.getByName("0.0.0.0"));
    }

    void start() {
        Thread thread = new Thread(this::serve, "identity");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress addressOf(int number) throws IOException {
        byte[] address = {127, 1, (byte) (number / 250), (byte) (number % 250 + 1)};
        return new InetSocketAddress(InetAddress.getByAddress(address), listening.getLocalPort());
    }

    /** The number of the device that {@code port} of the server leads to. */
    int numberBehind(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            return new DataInputStream(socket.getInputStream()).readInt();
        }
    }

    private void serve() {
        while (true) {
            try (Socket socket = listening.accept()) {
                byte[] local = socket.getLocalAddress().getAddress();
                int number = Byte.toUnsignedInt(local[2]) * 250 + Byte.toUnsignedInt(local[3]) - 1;
                new DataOutputStream(socket.getOutputStream()).writeInt(number);
            } catch (IOException e) {
                System.err.println("identity: " + e.getMessage());
            }
        }
    }
}
