package org.p2pvps.tunnel.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that serves many sockets. What they write in one turn leaves at its end, together. Errors of the JVM end a socket, not
 * the thread: what they can be here is a stack too deep or no memory left outside of the heap, while the JVM itself ends where the
 * heap is full.
 */
final class IoLoop implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IoLoop.class);
    private static final int READ_SIZE = 128 * 1024;
    private static final int PACKET_SIZE = 36 * 1024;

    /** Something registered with the loop's selector. */
    interface Selectable {
        /** Runs on the loop's thread. */
        void ready(SelectionKey key) throws IOException;
    }

    /** A task and when it is due, as {@link System#nanoTime} tells it. */
    private record Later(long at, Runnable task) implements Comparable<Later> {
        @Override
        public int compareTo(Later other) {
            return Long.signum(at - other.at);
        }
    }

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ArrayDeque<IoSocket> unsent = new ArrayDeque<>();
    private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_SIZE);
    private final Chunks chunks = new Chunks();
    private ByteArrayBuffer packetBuffer = new ByteArrayBuffer(PACKET_SIZE, false);
    private final Thread thread;
    private volatile boolean closed;

    IoLoop(String name) throws IOException {
        selector = Selector.open();
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (!inLoop() && woken.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    /** Does {@code task} in so many nanoseconds, or a millisecond later. */
    void executeLater(long nanos, Runnable task) {
        Later due = new Later(System.nanoTime() + nanos, task);
        if (inLoop()) {
            later.add(due);
        } else {
            execute(() -> later.add(due));
        }
    }

    /** On the loop's thread. */
    SelectionKey register(SelectableChannel channel, int operations, Selectable attachment)
            throws ClosedChannelException {
        return channel.register(selector, operations, attachment);
    }

    /** On the loop's thread: {@code socket} is sent at the end of this turn. */
    void sendLater(IoSocket socket) {
        unsent.add(socket);
    }

    /** On the loop's thread: for one read, whose bytes must be taken before the next. */
    ByteBuffer readBuffer() {
        return readBuffer.clear();
    }

    /** On the loop's thread: for one packet, which must be written before the next is made. */
    Buffer packetBuffer() {
        return packetBuffer;
    }

    /** On the loop's thread: somebody keeps the packet buffer; the next packet gets another. */
    void leavePacketBuffer() {
        packetBuffer = new ByteArrayBuffer(PACKET_SIZE, false);
    }

    /** On the loop's thread. */
    Chunks chunks() {
        return chunks;
    }

    /** On the loop's thread: lets go of channels that were closed, so that their ports are free. */
    void forgetClosed() {
        try {
            selector.selectNow(this::ready);
        } catch (IOException e) {
            LOG.debug("{} could not let go of a closed socket", thread.getName(), e);
        }
    }

    /** Ends the thread after the tasks given so far. Sockets that are still open are closed. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    /** As an internal thread of sshd's, which never blocks on a key exchange that only it could finish. */
    private void run() {
        try {
            ThreadUtils.runAsInternal(() -> {
                serve();
                return null;
            });
        } catch (Exception e) {
            LOG.error("{} ended", thread.getName(), e);
        }
    }

    private void serve() throws IOException {
        while (!closed) {
            try {
                turn();
            } catch (IOException | RuntimeException | VirtualMachineError | LinkageError e) {
                LOG.error("{} goes on after an error that nobody foresaw", thread.getName(), e);
            }
        }
        runTasks();
        send();
        closeAll();
    }

    private void turn() throws IOException {
        woken.set(false);
        if (tasks.isEmpty()) {
            selector.select(this::ready, patience());
        } else {
            selector.selectNow(this::ready);
        }
        takeDue();
        runTasks();
        send();
    }

    /** In milliseconds, until something is due; 0: for ever. */
    private long patience() {
        Later next = later.peek();
        return next == null ? 0 : 1 + TimeUnit.NANOSECONDS.toMillis(Math.max(0, next.at() - System.nanoTime()));
    }

    private void takeDue() {
        if (later.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        while (!later.isEmpty() && later.peek().at() - now <= 0) {
            tasks.add(later.poll().task());
        }
    }

    private void ready(SelectionKey key) {
        try {
            ((Selectable) key.attachment()).ready(key);
        } catch (CancelledKeyException closedMeanwhile) {
            LOG.trace("A socket was closed while it was ready", closedMeanwhile);
        } catch (IOException | RuntimeException | VirtualMachineError | LinkageError e) {
            LOG.debug("A socket is given up", e);
            key.cancel();
            closeQuietly(key.channel());
        }
    }

    /** Only those that wait now: one that calls for another turn must not starve the sockets. */
    private void runTasks() {
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException | VirtualMachineError | LinkageError e) {
                LOG.error("{} goes on after an error that nobody foresaw", thread.getName(), e);
            }
        }
    }

    private void send() {
        IoSocket socket = unsent.poll();
        while (socket != null) {
            socket.send();
            socket = unsent.poll();
        }
    }

    private void closeAll() throws IOException {
        for (SelectionKey key : selector.keys()) {
            closeQuietly(key.channel());
        }
        selector.close();
    }

    private static void closeQuietly(SelectableChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("A socket could not be closed", e);
        }
    }
}
