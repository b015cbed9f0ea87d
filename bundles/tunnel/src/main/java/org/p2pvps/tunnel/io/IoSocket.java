package org.p2pvps.tunnel.io;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.DefaultCloseFuture;
import org.apache.sshd.common.io.AbstractIoWriteFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;

/**
 * A connected socket as sshd knows it. A write is done when its bytes are queued: a copy is taken, and who writes much must
 * look at {@link #queued()}. A peer that lets the queue grow beyond all reason is cut.
 */
public final class IoSocket extends AbstractCloseable implements PacedSession, IoLoop.Selectable {
    /**
     * sshd moves what is left in its buffer to the front after every packet: in small portions that is cheap, and the buffer
     * stays as small as a packet.
     */
    private static final int PORTION = 8 * 1024;
    /** With less than this to be written, sources are read from again. */
    private static final int LITTLE = 64 * 1024;

    private static final IoWriteFuture WRITTEN = AbstractIoWriteFuture.fulfilled("written", Boolean.TRUE);

    private final long id;
    private final IoListener service;
    private final IoHandler handler;
    private final SocketHandler paced;
    private final SocketChannel channel;
    private final SocketAddress remote;
    private final SocketAddress local;
    private final Map<Object, Object> attributes = new HashMap<>(4);
    private final SendQueue queue = new SendQueue();
    private final AtomicBoolean settled = new AtomicBoolean();
    private final Set<PacedSession> heldBack = new LinkedHashSet<>(0);
    private final List<Runnable> whenDrained = new ArrayList<>(0);
    private volatile IoLoop loop;
    private volatile boolean readSuspended;
    private volatile DefaultCloseFuture drained;
    private IoLoop nextLoop;
    private SelectionKey key;
    private boolean inputEnded;
    private boolean outputEnds;
    private boolean sendingLater;

    /** @param remote whom the connection is from, whoever passed it on */
    IoSocket(long id, IoListener service, IoHandler handler, SocketChannel channel, IoLoop loop, SocketAddress remote)
            throws IOException {
        this.id = id;
        this.service = service;
        this.handler = handler;
        this.paced = handler instanceof SocketHandler socketHandler ? socketHandler : null;
        this.channel = channel;
        this.loop = loop;
        this.remote = remote;
        this.local = channel.getLocalAddress();
    }

    /** On the loop's thread: begins to read. */
    void open() {
        try {
            handler.sessionCreated(this);
            key = loop.register(channel, 0, this);
            updateInterest();
        } catch (Exception e) {
            failed(e);
        }
    }

    /** The loop that serves this socket now. */
    IoLoop loop() {
        return loop;
    }

    /** From the end of this turn on the socket is served by {@code other}. On the loop's thread. */
    void moveTo(IoLoop other) {
        nextLoop = other;
    }

    /** Counts no longer among those who have not signed in. */
    void settled() {
        if (settled.compareAndSet(false, true)) {
            service.strangerLess();
        }
    }

    @Override
    public int queued() {
        synchronized (queue) {
            return queue.size();
        }
    }

    /**
     * {@code source}, which writes to this socket, is read from again when little is left to be written. Both are on one loop.
     */
    public void holdBack(PacedSession source) {
        source.suspendRead();
        heldBack.add(source);
    }

    /** The thread's buffer for one packet: what is made in it must be written, or left, before the next. On the loop's thread. */
    public Buffer packetBuffer() {
        return loop.packetBuffer();
    }

    /** The packet made last is kept by somebody. On the loop's thread. */
    public void leavePacketBuffer() {
        loop.leavePacketBuffer();
    }

    /** Runs {@code task} when little is left to be written, on the thread that serves this socket. */
    public void whenDrained(Runnable task) {
        execute(() -> {
            if (queued() <= LITTLE) {
                task.run();
            } else {
                whenDrained.add(task);
            }
        });
    }

    /** Runs {@code task} on the thread that serves this socket. */
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /** Runs {@code task} on the thread that serves this socket then, in so many nanoseconds. */
    public void executeLater(long nanos, Runnable task) {
        loop.executeLater(nanos, () -> execute(task));
    }

    @Override
    public void ready(SelectionKey readyKey) {
        if (readyKey.isWritable()) {
            send();
        }
        if (readyKey.isValid() && readyKey.isReadable()) {
            read();
        }
        if (nextLoop != null) {
            move();
        }
    }

    @Override
    public IoWriteFuture writeBuffer(Buffer buffer) {
        return write(buffer.array(), buffer.rpos(), buffer.available());
    }

    @Override
    public IoWriteFuture write(byte[] bytes, int offset, int length) {
        int waiting;
        IoLoop mine = loop;
        boolean inLoop = mine.inLoop();
        synchronized (queue) {
            if (!isOpen() && !isGraceful()) {
                return AbstractIoWriteFuture.fulfilled("write", new ClosedChannelException());
            }
            queue.add(bytes, offset, length, inLoop ? mine.chunks() : null);
            waiting = queue.size();
        }
        if (waiting > service.mostQueued()) {
            UnreadException unread = new UnreadException(waiting);
            failed(unread);
            return AbstractIoWriteFuture.fulfilled("write", unread);
        }
        sendSoon(mine, inLoop);
        return WRITTEN;
    }

    @Override
    public void shutdownOutputStream() {
        execute(() -> {
            outputEnds = true;
            send();
        });
    }

    @Override
    public void suspendRead() {
        readSuspended = true;
        updateInterestSoon();
    }

    @Override
    public void resumeRead() {
        readSuspended = false;
        updateInterestSoon();
    }

    @Override
    public long getId() {
        return id;
    }

    @Override
    public SocketAddress getAcceptanceAddress() {
        return service.address();
    }

    @Override
    public SocketAddress getLocalAddress() {
        return local;
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return remote;
    }

    @Override
    public IoService getService() {
        return service;
    }

    @Override
    public Object getAttribute(Object name) {
        synchronized (attributes) {
            return attributes.get(name);
        }
    }

    @Override
    public Object setAttribute(Object name, Object value) {
        synchronized (attributes) {
            return attributes.put(name, value);
        }
    }

    @Override
    public Object setAttributeIfAbsent(Object name, Object value) {
        synchronized (attributes) {
            return attributes.putIfAbsent(name, value);
        }
    }

    @Override
    public Object removeAttribute(Object name) {
        synchronized (attributes) {
            return attributes.remove(name);
        }
    }

    @Override
    public String toString() {
        return "IoSocket[" + remote + "]";
    }

    /** Waits until the peer took what is queued. */
    @Override
    protected CloseFuture doCloseGracefully() {
        synchronized (queue) {
            if (queue.isEmpty()) {
                return null;
            }
            drained = new DefaultCloseFuture("drained", futureLock);
            return drained;
        }
    }

    /** What is queued is tried once more: a farewell goes out if the peer takes it. */
    @Override
    protected void doCloseImmediately() {
        synchronized (queue) {
            if (!queue.isEmpty() && loop.inLoop()) {
                try {
                    queue.writeTo(channel, loop.chunks());
                } catch (IOException gone) {
                    log.trace("{} took no farewell", this, gone);
                }
            }
            queue.clear(loop.inLoop() ? loop.chunks() : null);
        }
        service.forget(this);
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("{} could not be closed", this, e);
        }
        // The selector holds a closed channel until its next turn.
        loop.execute(() -> {});
        super.doCloseImmediately();
        try {
            handler.sessionClosed(this);
        } catch (Exception e) {
            log.debug("{} was closed before anybody knew of it", this, e);
        }
    }

    /** Sends what is queued, if this is the thread to do it. */
    void send() {
        IoLoop mine = loop;
        if (!mine.inLoop()) {
            mine.execute(this::send);
            return;
        }
        try {
            int written;
            boolean ended;
            DefaultCloseFuture farewell;
            synchronized (queue) {
                sendingLater = false;
                written = queue.writeTo(channel, mine.chunks());
                ended = outputEnds && queue.isEmpty();
                farewell = queue.isEmpty() ? drained : null;
            }
            if (ended) {
                outputEnds = false;
                channel.shutdownOutput();
            }
            updateInterest();
            tellSent(written);
            releaseHeldBack();
            if (farewell != null) {
                farewell.setClosed();
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private void releaseHeldBack() {
        if (queued() > LITTLE) {
            return;
        }
        if (!heldBack.isEmpty()) {
            List<PacedSession> sources = List.copyOf(heldBack);
            heldBack.clear();
            sources.forEach(PacedSession::resumeRead);
        }
        if (!whenDrained.isEmpty()) {
            List<Runnable> tasks = List.copyOf(whenDrained);
            whenDrained.clear();
            tasks.forEach(Runnable::run);
        }
    }

    private boolean isGraceful() {
        return state.get() == State.Graceful;
    }

    private void sendSoon(IoLoop mine, boolean inLoop) {
        synchronized (queue) {
            if (sendingLater) {
                return;
            }
            sendingLater = true;
        }
        if (inLoop) {
            mine.sendLater(this);
        } else {
            mine.execute(this::send);
        }
    }

    private void tellSent(int written) {
        if (written > 0 && paced != null) {
            try {
                paced.sent(this, written);
            } catch (IOException e) {
                failed(e);
            }
        }
    }

    private void read() {
        try {
            int allowance = paced == null ? Integer.MAX_VALUE : paced.allowance(this);
            if (allowance <= 0) {
                suspendRead();
                return;
            }
            ByteBuffer bytes = loop.readBuffer();
            bytes.limit(Math.min(allowance, bytes.limit()));
            if (channel.read(bytes) < 0) {
                ended();
                return;
            }
            bytes.flip();
            deliver(bytes);
        } catch (Exception e) {
            failed(e);
        }
    }

    private void deliver(ByteBuffer bytes) throws Exception {
        int end = bytes.limit();
        while (bytes.position() < end && !isClosing()) {
            if (paced == null) {
                bytes.limit(Math.min(end, bytes.position() + PORTION));
            }
            handler.messageReceived(this, Readable.readable(bytes));
        }
    }

    private void ended() throws IOException {
        if (paced == null) {
            close(true);
        } else {
            inputEnded = true;
            updateInterest();
            paced.inputEnded(this);
        }
    }

    private void failed(Exception e) {
        try {
            handler.exceptionCaught(this, e);
        } catch (Exception unattended) {
            log.debug("{} failed before anybody knew of it", this, unattended);
        }
        if (e instanceof IOException || e instanceof RuntimeException) {
            close(true);
        }
    }

    private void move() {
        send();
        IoLoop target = nextLoop;
        nextLoop = null;
        if (isClosing()) {
            return;
        }
        key.cancel();
        loop = target;
        target.execute(this::arrive);
    }

    private void arrive() {
        try {
            key = loop.register(channel, 0, this);
            updateInterest();
            send();
        } catch (IOException e) {
            failed(e);
        }
    }

    private void updateInterestSoon() {
        if (loop.inLoop()) {
            updateInterest();
        } else {
            execute(this::updateInterest);
        }
    }

    private void updateInterest() {
        if (!loop.inLoop() || key == null || !key.isValid()) {
            return;
        }
        boolean waiting;
        synchronized (queue) {
            waiting = !queue.isEmpty() && !sendingLater;
        }
        int interest = readSuspended || inputEnded ? 0 : SelectionKey.OP_READ;
        interest |= waiting ? SelectionKey.OP_WRITE : 0;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }
}
