package org.p2pvps.tunnel.jump;

import static org.apache.sshd.common.SshConstants.SSH_OPEN_CONNECT_FAILED;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.RemoteWindow;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.AbstractServerChannel;
import org.apache.sshd.server.session.ServerSession;
import org.p2pvps.tunnel.Refusal;
import org.p2pvps.tunnel.io.IoSocket;
import org.p2pvps.tunnel.meter.Meter;
import org.p2pvps.tunnel.meter.RoomPace;

/** A renter's {@code direct-tcpip} (RFC 4254, 7.2) to one of their devices. */
final class JumpChannel extends AbstractServerChannel {
    /** With more than this waiting for the renter, nothing is taken from the device for it. */
    private static final int MUCH = 256 * 1024;

    private static final int HEADER = 3 * Integer.BYTES;

    private final JumpConnectionService desk;
    private final Meter meter;
    private final RoomPace room;
    private final OpenFuture opening = new DefaultOpenFuture(this, this);
    private volatile JumpConnection connection;
    private volatile UUID leaseId;
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean pausing = new AtomicBoolean();
    private final AtomicBoolean exchanging = new AtomicBoolean();
    private volatile Runnable starved;

    JumpChannel(JumpConnectionService desk, Meter meter) {
        super("", List.of(), null);
        this.desk = desk;
        this.meter = meter;
        room = new RoomPace(meter::in, (nanos, task) -> socket().executeLater(nanos, task), this::giveRoom);
    }

    /** The lease by which the device is reached; null until it was found. */
    UUID leaseId() {
        return leaseId;
    }

    /** The device is looked up elsewhere: this is an I/O thread. The originator's address is the renter's own word. */
    @Override
    protected OpenFuture doInit(Buffer buffer) {
        String host = buffer.getString();
        long port = buffer.getUInt();
        desk.connect(this, host, port);
        return opening;
    }

    void connect(JumpTargets.Target target) {
        leaseId = target.device().leaseId();
        ServerSession session = (ServerSession) getSession();
        connection = new JumpConnection(this, target.door(), session.getClientAddress(), session.getLocalAddress());
        connection.open();
        if (isClosing()) {
            connection.close(true);
        }
    }

    /** The device took the connection. */
    void accepted() {
        Buffer answer = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN_CONFIRMATION, Integer.SIZE);
        answer.putUInt(getRecipient());
        answer.putUInt(getChannelId());
        answer.putUInt(getLocalWindow().getSize());
        answer.putUInt(getLocalWindow().getPacketSize());
        try {
            writePacket(answer);
            signalChannelOpenSuccess();
            opening.setOpened();
        } catch (IOException | RuntimeException e) {
            log.debug("{} could not be confirmed", this, e);
            close(true);
        }
    }

    /** Answers the request to open it. */
    void refuse(JumpRefusedException refused) {
        if (opening.isDone()) {
            return;
        }
        opening.setException(refused);
        desk.answer(this, refused);
        close(true);
    }

    /** There is no way to the device any more. */
    void end() {
        if (opening.isOpened()) {
            close(false);
        } else {
            refuse(new JumpRefusedException(
                    Refusal.DEVICE_OFFLINE, SSH_OPEN_CONNECT_FAILED, "The device does not take the connection."));
        }
    }

    /** Cuts the connection, whatever is under way. */
    void cut() {
        JumpConnection cut = connection;
        if (cut != null) {
            cut.close(true);
        } else {
            end();
        }
    }

    Meter meter() {
        return meter;
    }

    /** The device took {@code bytes}: the renter may send as much again, at its pace. */
    void taken(int bytes) {
        room.taken(bytes);
    }

    private void giveRoom(int bytes, boolean free) {
        try {
            if (getLocalWindow().isOpen()) {
                getLocalWindow().release(bytes);
            }
        } catch (IOException e) {
            log.debug("{} could not be given room", this, e);
            close(true);
        }
    }

    private IoSocket socket() {
        return (IoSocket) getSession().getIoSession();
    }

    /**
     * Sends the renter as much of {@code bytes} as may be sent now.
     *
     * @param resume called when more may be sent, if it was not all
     * @return how much was sent
     */
    int send(byte[] bytes, Runnable resume) throws IOException {
        IoSocket socket = socket();
        if (exchanging.get()) {
            return 0;
        }
        if (socket.queued() > MUCH) {
            if (draining.compareAndSet(false, true)) {
                socket.whenDrained(() -> {
                    draining.set(false);
                    resume.run();
                });
            }
            return 0;
        }
        starved = resume;
        long pause = meter.out(0);
        if (pause > 0) {
            if (pausing.compareAndSet(false, true)) {
                socket.executeLater(pause, () -> {
                    pausing.set(false);
                    resume.run();
                });
            }
            return 0;
        }
        RemoteWindow window = getRemoteWindow();
        int length = (int) Math.min(bytes.length, Math.min(window.getSize(), window.getPacketSize()));
        if (length > 0) {
            IoWriteFuture written = write(bytes, length);
            if (!written.isDone()) {
                exchanging.set(true);
                written.addListener(done -> {
                    exchanging.set(false);
                    resume.run();
                });
            }
        }
        return length;
    }

    /** While keys are exchanged it waits, and so does what comes after it. */
    private IoWriteFuture write(byte[] bytes, int length) throws IOException {
        getRemoteWindow().consume(length);
        meter.out(length);
        Buffer buffer = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_DATA, length + HEADER);
        buffer.putUInt(getRecipient());
        buffer.putUInt(length);
        buffer.putRawBytes(bytes, 0, length);
        return writePacket(buffer);
    }

    /** RFC 4254, 5.4: a shell, a terminal and the like, which no forwarded connection has. */
    @Override
    protected void handleUnknownChannelRequest(String name, boolean wantReply, Buffer buffer) throws IOException {
        desk.refusedOnChannel(name);
        sendResponse(buffer, name, RequestHandler.Result.Unsupported, wantReply);
    }

    @Override
    public void handleWindowAdjust(Buffer buffer) throws IOException {
        super.handleWindowAdjust(buffer);
        Runnable resume = starved;
        if (resume != null) {
            resume.run();
        }
    }

    @Override
    public IoWriteFuture sendEof() throws IOException {
        return super.sendEof();
    }

    @Override
    public void handleEof() throws IOException {
        super.handleEof();
        JumpConnection open = connection;
        if (open != null) {
            open.inputEnded();
        }
    }

    @Override
    protected void doWriteData(byte[] data, int offset, long length) {
        JumpConnection open = connection;
        if (open != null) {
            open.received(Arrays.copyOfRange(data, offset, offset + (int) length));
        }
    }

    @Override
    protected void doWriteExtendedData(byte[] data, int offset, long length) throws IOException {
        throw new IOException("A forwarded connection has no extended data.");
    }

    /** What is queued goes out while closing too. */
    @Override
    protected boolean mayWrite() {
        return !isClosed();
    }

    @Override
    protected void preClose() {
        super.preClose();
        JumpConnection open = connection;
        if (open != null) {
            open.channelClosed();
        }
    }
}
