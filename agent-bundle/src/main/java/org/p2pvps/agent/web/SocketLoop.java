package org.p2pvps.agent.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread and one selector for all data sockets. Everything that belongs to it runs on that thread. */
public final class SocketLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketLoop.class);

    /** Something that deals with a channel's readiness. */
    interface Handler {
        /** @throws IOException if the channel is of no use any more; {@link #broken} is called then */
        void ready(SelectionKey key) throws IOException;

        void broken(SelectionKey key, Throwable cause);
    }

    /** Something that has to be looked at when a time has come. */
    interface Timed {
        /** Does what is due. */
        void tick(long now);

        /** Nanoseconds until the next call is needed; {@link Long#MAX_VALUE} for none. */
        long nanosLeft(long now);
    }

    private static final int SCRATCH = 64 * 1024;
    private static final long LONGEST_PAUSE = Duration.ofMinutes(1).toMillis();
    /** How often what is timed is looked at while sockets are busy: a look at each of them in every turn would cost more than the bytes. */
    private static final long BUSY_TICK = Duration.ofMillis(2).toMillis();

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Set<Timed> timed = new HashSet<>();
    private final Thread thread;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH);
    private final TlsBuffers tlsBuffers = new TlsBuffers();

    public SocketLoop(String threadName) {
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Ends after what was asked before is done. */
    @Override
    public void close() {
        execute(this::closeSelector);
    }

    /** Runs a task on the loop's thread. */
    void execute(Runnable task) {
        tasks.add(task);
        if (selector.isOpen()) {
            selector.wakeup();
        }
    }

    SelectionKey register(SelectableChannel channel, int operations, Handler handler) throws IOException {
        return channel.register(selector, operations, handler);
    }

    /** A buffer for whoever is being dealt with, until that is done. */
    ByteBuffer scratch() {
        return scratch;
    }

    TlsBuffers tlsBuffers() {
        return tlsBuffers;
    }

    void add(Timed item) {
        timed.add(item);
    }

    void remove(Timed item) {
        timed.remove(item);
    }

    private void run() {
        try {
            long ticked = System.nanoTime();
            long pause = BUSY_TICK;
            while (selector.isOpen()) {
                boolean busy = selector.select(this::dispatch, pause) > 0 | runTasks();
                long now = System.nanoTime();
                if (!busy || now - ticked >= TimeUnit.MILLISECONDS.toNanos(BUSY_TICK)) {
                    Set.copyOf(timed).forEach(item -> item.tick(now));
                    ticked = now;
                }
                pause = busy ? BUSY_TICK : pauseMillis();
            }
        } catch (IOException | ClosedSelectorException e) {
            LOG.debug("The web tunnel's loop ends", e);
        } finally {
            runTasks();
        }
    }

    private void closeSelector() {
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("Closing the selector failed", e);
        }
    }

    /** @return whether there were any */
    private boolean runTasks() {
        boolean any = false;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
            any = true;
        }
        return any;
    }

    private void dispatch(SelectionKey key) {
        Handler handler = (Handler) key.attachment();
        try {
            handler.ready(key);
        } catch (IOException | CancelledKeyException e) {
            handler.broken(key, e);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("A web connection failed in an unforeseen way", e);
            handler.broken(key, e);
        }
    }

    private long pauseMillis() {
        long now = System.nanoTime();
        long next = timed.stream().mapToLong(item -> item.nanosLeft(now)).min().orElse(Long.MAX_VALUE);
        return Math.max(1, Math.min(TimeUnit.NANOSECONDS.toMillis(next) + 1, LONGEST_PAUSE));
    }
}
