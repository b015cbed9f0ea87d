package org.p2pvps.tunnel.io;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.DefaultCloseFuture;
import org.apache.sshd.common.io.AbstractIoWriteFuture;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.Readable;

/**
 * A connected socket as sshd knows it. A write is done when its bytes are queued: a copy is taken, and who writes much must
 * look at {@link #queued()}. A peer that lets the queue grow beyond all reason is cut.
 */
public final class IoSocket extends LoopedSession {
    /** With less than this to be written, sources are read from again. */
    private static final int LITTLE = 64 * 1024;

    private static final IoWriteFuture WRITTEN = AbstractIoWriteFuture.fulfilled("written", Boolean.TRUE);

    private final long id;
    private final IoListener service;
    private final SocketHandler handler;
    private final SocketChannel channel;
    private final SendQueue queue = new SendQueue();
    private final AtomicBoolean settled = new AtomicBoolean();
    private final DrainWaiters waiters = new DrainWaiters();
    private volatile DefaultCloseFuture drained;
    private boolean outputEnds;

    /** @param remote whom the connection is from, whoever passed it on */
    IoSocket(
            long id,
            IoListener service,
            SocketHandler handler,
            SocketChannel channel,
            IoLoop loop,
            SocketAddress remote)
            throws IOException {
        super(channel, loop, remote);
        this.id = id;
        this.service = service;
        this.handler = handler;
        this.channel = channel;
    }

    /** On the loop's thread: begins to read. */
    void open() {
        try {
            handler.sessionCreated(this);
            register();
        } catch (Exception e) {
            failed(e);
        }
    }

    /** Counts no longer among those who have not signed in. */
    void settled() {
        if (settled.compareAndSet(false, true)) {
            service.strangerLess();
        }
    }

    @Override
    public int queued() {
        return queue.size();
    }

    /**
     * {@code source}, which writes to this socket, is read from again when little is left to be written. Both are on one loop.
     */
    public void holdBack(PacedSession source) {
        waiters.holdBack(source);
    }

    /** Runs {@code task} when little is left to be written, on the thread that serves this socket. */
    public void whenDrained(Runnable task) {
        execute(() -> {
            if (queued() <= LITTLE) {
                task.run();
            } else {
                waiters.add(task);
            }
        });
    }

    @Override
    public IoWriteFuture write(byte[] bytes, int offset, int length) {
        IoLoop mine = loop();
        boolean inLoop = mine.inLoop();
        int waiting = queue.add(bytes, offset, length, inLoop ? mine.chunks() : null);
        if (waiting == SendQueue.CLOSED) {
            return AbstractIoWriteFuture.fulfilled("write", new ClosedChannelException());
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
    public long getId() {
        return id;
    }

    @Override
    public SocketAddress getAcceptanceAddress() {
        return service.address();
    }

    @Override
    public IoService getService() {
        return service;
    }

    @Override
    public String toString() {
        return "IoSocket[" + getRemoteAddress() + "]";
    }

    /** Waits until the peer took what is queued. */
    @Override
    protected CloseFuture doCloseGracefully() {
        // First it is there to be told, then it is looked whether anybody still will.
        DefaultCloseFuture told = new DefaultCloseFuture("drained", futureLock);
        drained = told;
        return queue.isEmpty() ? null : told;
    }

    /** What is queued is tried once more: a farewell goes out if the peer takes it. */
    @Override
    protected void doCloseImmediately() {
        if (loop().inLoop()) {
            sayFarewell();
        }
        queue.close();
        service.forget(this);
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("{} could not be closed", this, e);
        }
        // The selector holds a closed channel until its next turn, too.
        IoLoop mine = loop();
        mine.execute(() -> queue.clear(mine.chunks()));
        super.doCloseImmediately();
        try {
            handler.sessionClosed(this);
        } catch (Exception e) {
            log.debug("{} was closed before anybody knew of it", this, e);
        }
    }

    private void sayFarewell() {
        try {
            queue.writeTo(channel, loop().chunks());
        } catch (IOException gone) {
            log.trace("{} took no farewell", this, gone);
        }
    }

    /** Sends what is queued, if this is the thread to do it. */
    @Override
    void send() {
        IoLoop mine = loop();
        if (!mine.inLoop()) {
            mine.execute(this::send);
            return;
        }
        try {
            int written = queue.writeTo(channel, mine.chunks());
            endOutput();
            updateInterest();
            if (written > 0) {
                handler.sent(this, written);
            }
            releaseWaiters();
            tellDrained();
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    @Override
    boolean waitsToWrite() {
        return queue.waitsForSocket();
    }

    @Override
    void leave() {
        queue.leave(loop().chunks());
    }

    private void endOutput() throws IOException {
        if (outputEnds && queue.isEmpty()) {
            outputEnds = false;
            channel.shutdownOutput();
        }
    }

    /** Who waits to close hears that everything has left. */
    private void tellDrained() {
        DefaultCloseFuture waiting = drained;
        if (waiting != null && queue.isEmpty()) {
            waiting.setClosed();
        }
    }

    private void releaseWaiters() {
        if (!waiters.isEmpty() && queued() <= LITTLE) {
            waiters.release();
        }
    }

    private void sendSoon(IoLoop mine, boolean inLoop) {
        if (!queue.planSending()) {
            return;
        }
        if (inLoop) {
            mine.sendLater(this);
        } else {
            mine.execute(this::send);
        }
    }

    @Override
    void read() {
        try {
            int allowance = handler.allowance(this);
            if (allowance <= 0) {
                suspendRead();
                return;
            }
            ByteBuffer bytes = loop().readBuffer();
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
            bytes.limit(bytes.position() + Math.min(end - bytes.position(), handler.portion()));
            handler.messageReceived(this, Readable.readable(bytes));
        }
    }

    private void ended() throws IOException {
        inputEnded();
        handler.inputEnded(this);
    }

    @Override
    void failed(Exception e) {
        try {
            handler.exceptionCaught(this, e);
        } catch (Exception unattended) {
            log.debug("{} failed before anybody knew of it", this, unattended);
        }
        if (e instanceof IOException || e instanceof RuntimeException) {
            close(true);
        }
    }
}
