package org.p2pvps.tunnel.io;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.apache.sshd.common.util.buffer.Buffer;

/** A connection at one of the loops: what it waits for there, and its move to another. A subclass carries the bytes. */
abstract class LoopedSession extends DescribedSession implements IoLoop.Selectable {
    private final SocketChannel channel;
    private volatile IoLoop loop;
    private volatile boolean readSuspended;
    private IoLoop nextLoop;
    private SelectionKey key;
    private boolean inputEnded;

    LoopedSession(SocketChannel channel, IoLoop loop, SocketAddress remote) throws IOException {
        super(remote, channel.getLocalAddress());
        this.channel = channel;
        this.loop = loop;
    }

    /** The loop that serves this connection now. */
    final IoLoop loop() {
        return loop;
    }

    /** From the end of this turn on the connection is served by {@code other}. On the loop's thread. */
    final void moveTo(IoLoop other) {
        nextLoop = other;
    }

    /** Runs {@code task} on the thread that serves this connection. */
    public final void execute(Runnable task) {
        loop.execute(task);
    }

    /** Runs {@code task} on the thread that serves this connection then, in so many nanoseconds. */
    public final void executeLater(long nanos, Runnable task) {
        loop.executeLater(nanos, () -> execute(task));
    }

    /** The thread's buffer for one packet: what is made in it must be written, or left, before the next. On the loop's thread. */
    public final Buffer packetBuffer() {
        return loop.packetBuffer();
    }

    /** The packet made last is kept by somebody. On the loop's thread. */
    public final void leavePacketBuffer() {
        loop.leavePacketBuffer();
    }

    @Override
    public final void suspendRead() {
        readSuspended = true;
        updateInterestSoon();
    }

    @Override
    public final void resumeRead() {
        readSuspended = false;
        updateInterestSoon();
    }

    @Override
    public final void ready(SelectionKey readyKey) {
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

    /** Reads what is there. On the loop's thread. */
    abstract void read();

    /** Writes what waits to be written. */
    abstract void send();

    /** Whether the selector is to say when more can be written. */
    abstract boolean waitsToWrite();

    /** Gives back what it has of the loop's. */
    abstract void leave();

    abstract void failed(Exception e);

    /** On the loop's thread. */
    final void register() throws IOException {
        key = loop.register(channel, 0, this);
        updateInterest();
    }

    /** The peer sends no more: there is nothing to be read. On the loop's thread. */
    final void inputEnded() {
        inputEnded = true;
        updateInterest();
    }

    final void updateInterest() {
        if (!loop.inLoop() || key == null || !key.isValid()) {
            return;
        }
        int interest = readSuspended || inputEnded ? 0 : SelectionKey.OP_READ;
        interest |= waitsToWrite() ? SelectionKey.OP_WRITE : 0;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    private void updateInterestSoon() {
        if (loop.inLoop()) {
            updateInterest();
        } else {
            execute(this::updateInterest);
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
        leave();
        loop = target;
        target.execute(this::arrive);
    }

    private void arrive() {
        try {
            register();
            send();
        } catch (IOException e) {
            failed(e);
        }
    }
}
