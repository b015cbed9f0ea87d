package org.p2pvps.tunnel;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A renter who types all the time, and remembers how long the slowest answer took. */
final class Pulse {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Socket renter;
    private final Thread thread = new Thread(this::run, "pulse");
    private volatile boolean stopped;
    private volatile long slowest;
    private volatile Exception broke;

    Pulse(Socket renter) {
        this.renter = renter;
        thread.setDaemon(true);
        thread.start();
    }

    /** @return how long the slowest answer took; an error if one never came */
    Duration stop() throws IOException {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        renter.close();
        if (broke != null) {
            throw new AssertionError("The session broke.", broke);
        }
        return Duration.ofNanos(slowest);
    }

    private void run() {
        try {
            do {
                long start = System.nanoTime();
                if (!TestServer.echoes(renter)) {
                    throw new IOException("something else came back");
                }
                slowest = Math.max(slowest, System.nanoTime() - start);
                LockSupport.parkNanos(PAUSE_NANOS);
            } while (!stopped);
        } catch (IOException e) {
            broke = e;
        }
    }
}
