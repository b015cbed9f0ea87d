package org.p2pvps.tunnel.jump;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.DefaultCloseFuture;
import org.apache.sshd.common.io.AbstractIoWriteFuture;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.p2pvps.tunnel.io.PacedSession;
import org.p2pvps.tunnel.io.SocketHandler;

/**
 * A renter's channel as if it were a renter's socket, so that a device's tunnel serves both alike, on the device's own thread.
 * What is not taken yet waits here: of what the renter sent no more than the channel's window, which is given back when it is
 * taken; of what the device sent no more than the window it was given.
 */
final class JumpConnection extends AbstractCloseable implements PacedSession {
    private static final IoWriteFuture QUEUED = AbstractIoWriteFuture.fulfilled("queued", Boolean.TRUE);

    private final JumpChannel channel;
    private final DeviceDoors.Door door;
    private final SocketAddress remote;
    private final SocketAddress local;
    private final Map<Object, Object> attributes = new ConcurrentHashMap<>();
    private final AtomicBoolean accepted = new AtomicBoolean();

    private final Object lock = new Object();
    private final Deque<Readable> received = new ArrayDeque<>();
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private int queued;
    private boolean suspended;
    private boolean inputEnded;
    private boolean inputEndTold;
    private volatile boolean gone;
    private boolean outputEnds;
    private DefaultCloseFuture drained;

    JumpConnection(JumpChannel channel, DeviceDoors.Door door, SocketAddress remote, SocketAddress local) {
        this.channel = channel;
        this.door = door;
        this.remote = remote;
        this.local = local;
    }

    /** Asks the device to take it. */
    void open() {
        door.thread().execute(() -> {
            try {
                renters().sessionCreated(this);
                if (isClosing()) {
                    // Who left, or was cut, on another thread meanwhile was said to be gone before it was there.
                    renters().sessionClosed(this);
                }
            } catch (Exception e) {
                failed(e);
            }
        });
    }

    /** From the renter. */
    void received(byte[] bytes) {
        synchronized (lock) {
            received.add(new ByteArrayBuffer(bytes));
        }
        door.thread().execute(this::deliver);
    }

    /** The renter sends no more. */
    void inputEnded() {
        synchronized (lock) {
            inputEnded = true;
        }
        door.thread().execute(this::deliver);
    }

    /** The renter's channel is closed: the device hears of it after what came before. */
    void channelClosed() {
        synchronized (lock) {
            inputEnded = true;
            gone = true;
        }
        door.thread().execute(accepted.get() ? this::finish : () -> close(true));
    }

    /** The renter can take more. */
    private void outputReleased() {
        door.thread().execute(this::send);
    }

    @Override
    public void suspendRead() {
        synchronized (lock) {
            suspended = true;
        }
    }

    @Override
    public void resumeRead() {
        synchronized (lock) {
            suspended = false;
        }
        if (accepted.compareAndSet(false, true)) {
            channel.accepted();
        }
        door.thread().execute(this::deliver);
    }

    @Override
    public int queued() {
        synchronized (lock) {
            return queued;
        }
    }

    @Override
    public IoWriteFuture writeBuffer(Buffer buffer) {
        return write(buffer.array(), buffer.rpos(), buffer.available());
    }

    @Override
    public IoWriteFuture write(byte[] bytes, int offset, int length) {
        synchronized (lock) {
            queue.add(Arrays.copyOfRange(bytes, offset, offset + length));
            queued += length;
        }
        send();
        return QUEUED;
    }

    @Override
    public void shutdownOutputStream() {
        synchronized (lock) {
            outputEnds = true;
        }
        send();
    }

    /** To the device, on its thread. */
    private void deliver() {
        try {
            Readable next = nextPortion();
            while (next != null) {
                int length = next.available();
                renters().messageReceived(this, next);
                channel.taken(length);
                next = nextPortion();
            }
            deliverEnd();
        } catch (Exception e) {
            failed(e);
        }
    }

    private void finish() {
        send();
        deliver();
    }

    private Readable nextPortion() {
        synchronized (lock) {
            if (suspended || received.isEmpty()) {
                return null;
            }
        }
        int allowance = renters().allowance(this);
        synchronized (lock) {
            if (allowance <= 0) {
                suspended = true;
            }
            if (suspended) {
                return null;
            }
            Readable head = received.peek();
            if (head.available() <= allowance) {
                return received.poll();
            }
            byte[] portion = new byte[allowance];
            head.getRawBytes(portion, 0, allowance);
            return new ByteArrayBuffer(portion);
        }
    }

    private void deliverEnd() throws Exception {
        boolean leaves;
        synchronized (lock) {
            if (!inputEnded || suspended || !received.isEmpty() || inputEndTold && !gone) {
                return;
            }
            inputEndTold = true;
            leaves = gone;
        }
        if (leaves) {
            close(true);
        } else {
            renters().inputEnded(this);
        }
    }

    /** To the renter, on the device's thread. */
    private void send() {
        try {
            byte[] next = nextToSend();
            while (next != null && sendAll(next)) {
                next = nextToSend();
            }
            sendEnd();
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private byte[] nextToSend() {
        synchronized (lock) {
            return queue.peek();
        }
    }

    /** @return false if some of it has to wait */
    private boolean sendAll(byte[] head) throws IOException {
        // Who left reads nothing: what comes is dropped, else the device would never take what was sent before.
        int sent = gone ? head.length : channel.send(head, this::outputReleased);
        synchronized (lock) {
            if (queue.peek() != head) {
                return false;
            }
            queue.poll();
            queued -= sent;
            if (sent < head.length) {
                queue.addFirst(Arrays.copyOfRange(head, sent, head.length));
            }
        }
        if (sent > 0) {
            renters().sent(this, sent);
        }
        return sent == head.length;
    }

    private void sendEnd() throws IOException {
        boolean end;
        DefaultCloseFuture farewell;
        synchronized (lock) {
            boolean empty = queue.isEmpty();
            end = outputEnds && empty;
            farewell = empty ? drained : null;
            outputEnds &= !empty;
        }
        if (end) {
            channel.sendEof();
        }
        if (farewell != null) {
            farewell.setClosed();
        }
    }

    private SocketHandler renters() {
        return door.renters();
    }

    private void failed(Exception e) {
        try {
            renters().exceptionCaught(this, e);
        } catch (Exception unattended) {
            log.debug("{} failed before the device knew of it", this, unattended);
        }
        close(true);
    }

    /** First what the device sent last. */
    @Override
    protected CloseFuture doCloseGracefully() {
        synchronized (lock) {
            if (queue.isEmpty()) {
                return null;
            }
            drained = new DefaultCloseFuture("drained", futureLock);
            return drained;
        }
    }

    /** The renter is told in any case. */
    @Override
    protected void doCloseImmediately() {
        synchronized (lock) {
            received.clear();
            queue.clear();
            queued = 0;
            inputEnded = true;
            inputEndTold = true;
        }
        channel.end();
        super.doCloseImmediately();
        try {
            renters().sessionClosed(this);
        } catch (Exception e) {
            log.debug("{} was closed before the device knew of it", this, e);
        }
    }

    @Override
    public long getId() {
        return channel.getChannelId();
    }

    @Override
    public IoService getService() {
        return channel.getSession().getIoSession().getService();
    }

    @Override
    public SocketAddress getAcceptanceAddress() {
        return local;
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
    public Object getAttribute(Object key) {
        return attributes.get(key);
    }

    @Override
    public Object setAttribute(Object key, Object value) {
        return attributes.put(key, value);
    }

    @Override
    public Object setAttributeIfAbsent(Object key, Object value) {
        return attributes.putIfAbsent(key, value);
    }

    @Override
    public Object removeAttribute(Object key) {
        return attributes.remove(key);
    }

    @Override
    public String toString() {
        return "JumpConnection[" + channel + "]";
    }
}
