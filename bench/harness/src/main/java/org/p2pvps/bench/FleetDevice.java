package org.p2pvps.bench;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.sshd.client.session.ClientSession;

/** One device of a fleet. */
final class FleetDevice {
    private static final int PAUSE_MILLIS = 200;
    private static final int STACK_BYTES = 256 * 1024;

    private final int number;
    private final FleetClient client;
    private final FleetServer server;
    private final IdentityServer identity;
    private volatile ClientSession session;

    FleetDevice(int number, FleetClient client, FleetServer server, IdentityServer identity) {
        this.number = number;
        this.client = client;
        this.server = server;
        this.identity = identity;
    }

    int number() {
        return number;
    }

    boolean isUp() {
        ClientSession current = session;
        return current != null && current.isOpen();
    }

    void drop() {
        session.close(true);
    }

    /**
     * Tries after a moment of its own, and again, until the tunnel stands. A device is a machine, so it has a thread here.
     *
     * @param spread the longest moment, in milliseconds
     */
    void connectUntilUp(int spread, Runnable up) {
        Thread thread = new Thread(null, () -> tryUntilUp(spread, up), "device-" + number, STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    private void tryUntilUp(int spread, Runnable up) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(spread));
            while (!tryOnce()) {
                Thread.sleep(PAUSE_MILLIS / 2 + ThreadLocalRandom.current().nextInt(PAUSE_MILLIS));
            }
            up.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tryOnce() {
        try {
            session = client.open(server, number, identity.addressOf(number));
            return true;
        } catch (IOException e) {
            System.err.println("device " + number + ": " + e);
            return false;
        }
    }
}
