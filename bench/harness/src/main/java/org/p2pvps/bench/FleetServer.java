package org.p2pvps.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** The server a fleet talks to: how its devices sign in, and which port each has there. */
enum FleetServer {
    OURS(Allotment.FIRST_PORT) {
        @Override
        String user(int number) {
            return Allotment.deviceId(number).toString();
        }
    },
    OPENSSH(10_000) {
        @Override
        String user(int number) {
            return "nobody";
        }
    };

    private final int firstPort;
    private volatile int port;

    FleetServer(int firstPort) {
        this.firstPort = firstPort;
    }

    static FleetServer of(String name, int port) {
        FleetServer server = name.equals("ours") ? OURS : OPENSSH;
        server.port = port;
        return server;
    }

    abstract String user(int number);

    int leasedPort(int number) {
        return firstPort + number;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    void awaitPort() throws InterruptedException {
        while (!answers(port)) {
            Thread.sleep(5);
        }
    }

    /** Until the server has noticed that its devices are gone. */
    void awaitPortsFree(int count) throws InterruptedException {
        for (int number = 0; number < count; number++) {
            while (answers(leasedPort(number))) {
                Thread.sleep(5);
            }
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
