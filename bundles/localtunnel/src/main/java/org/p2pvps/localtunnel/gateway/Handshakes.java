package org.p2pvps.localtunnel.gateway;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads for the arithmetic of TLS handshakes: a flood of them leaves the event loop to those who are in already. What is
 * more than they can do soon is refused.
 */
final class Handshakes implements AutoCloseable {
    private static final int MOST_WAITING = 1000;

    private final ThreadPoolExecutor executor;

    Handshakes() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        executor = new ThreadPoolExecutor(
                threads,
                threads,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                new DefaultThreadFactory("gateway-handshake", true, Thread.NORM_PRIORITY - 1));
        executor.allowCoreThreadTimeOut(true);
    }

    Executor executor() {
        return executor;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
