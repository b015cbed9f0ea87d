package org.p2pvps.tunnel.jump;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.DefaultCloseFuture;
import org.apache.sshd.common.io.AbstractIoWriteFuture;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.Readable;
import org.p2pvps.tunnel.io.DescribedSession;
import org.p2pvps.tunnel.io.SocketHandler;

/**
 * A renter's channel as if it were a renter's socket, so that a device's tunnel serves both alike, on the device's own thread.
 * What is not taken yet waits here: of what the renter sent no more than the channel's window, which is given back when it is
 * taken; of what the device sent no more than the window it was given.
 */
final class JumpConnection extends DescribedSession {
    private static final IoWriteFuture QUEUED = AbstractIoWriteFuture.fulfilled("queued", Boolean.TRUE);

    private final JumpChannel channel;
    private final DeviceDoors.Door door;
    private final JumpInput input = new JumpInput();
    private final JumpOutput output = new JumpOutput();
    private final AtomicBoolean accepted = new AtomicBoolean();
    private volatile DefaultCloseFuture drained;

    JumpConnection(JumpChannel channel, DeviceDoors.Door door, SocketAddress remote, SocketAddress local) {
        super(remote, local);
        this.channel = channel;
        this.door = door;
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
        input.add(bytes);
        door.thread().execute(this::deliver);
    }

    /** The renter sends no more. */
    void inputEnded() {
        input.end();
        door.thread().execute(this::deliver);
    }

    /** The renter's channel is closed: the device hears of it after what came before. */
    void channelClosed() {
        input.leave();
        door.thread().execute(accepted.get() ? this::finish : () -> close(true));
    }

    /** The renter can take more. */
    private void outputReleased() {
        door.thread().execute(this::send);
    }

    @Override
    public void suspendRead() {
        input.suspend();
    }

    @Override
    public void resumeRead() {
        input.resume();
        if (accepted.compareAndSet(false, true)) {
            channel.accepted();
        }
        door.thread().execute(this::deliver);
    }

    @Override
    public int queued() {
        return output.size();
    }

    @Override
    public IoWriteFuture write(byte[] bytes, int offset, int length) {
        output.add(bytes, offset, length);
        send();
        return QUEUED;
    }

    @Override
    public void shutdownOutputStream() {
        output.end();
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
        return input.isReady() ? input.take(renters().allowance(this)) : null;
    }

    private void deliverEnd() throws IOException {
        if (!input.takeEnd()) {
            return;
        }
        if (input.isGone()) {
            close(true);
        } else {
            renters().inputEnded(this);
        }
    }

    /** To the renter, on the device's thread. */
    private void send() {
        try {
            byte[] next = output.head();
            while (next != null && sendAll(next)) {
                next = output.head();
            }
            sendEnd();
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    /** @return false if some of it has to wait */
    private boolean sendAll(byte[] head) throws IOException {
        // Who left reads nothing: what comes is dropped, else the device would never take what was sent before.
        int sent = input.isGone() ? head.length : channel.send(head, this::outputReleased);
        if (!output.take(head, sent)) {
            return false;
        }
        if (sent > 0) {
            renters().sent(this, sent);
        }
        return sent == head.length;
    }

    private void sendEnd() throws IOException {
        if (output.takeEnd()) {
            channel.sendEof();
        }
        DefaultCloseFuture waiting = drained;
        if (waiting != null && output.isEmpty()) {
            waiting.setClosed();
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
        // First it is there to be told, then it is looked whether anybody still will.
        DefaultCloseFuture told = new DefaultCloseFuture("drained", futureLock);
        drained = told;
        return output.isEmpty() ? null : told;
    }

    /** The renter is told in any case. */
    @Override
    protected void doCloseImmediately() {
        input.close();
        output.close();
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
        return getLocalAddress();
    }

    @Override
    public String toString() {
        return "JumpConnection[" + channel + "]";
    }
}
