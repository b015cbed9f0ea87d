package org.p2pvps.tunnel;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.sshd.client.channel.AbstractClientChannel;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.Closeable;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.RemoteWindow;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.Buffer;
import org.p2pvps.tunnel.io.IoSocket;
import org.p2pvps.tunnel.io.PacedSession;
import org.p2pvps.tunnel.meter.Meter;
import org.p2pvps.tunnel.meter.RoomPace;

/**
 * One renter's connection as the device sees it: {@code forwarded-tcpip} (RFC 4254, 7.2). Neither side is read from faster than
 * the other takes: a renter sends what fits the device's window while little waits for the device, and the device's window is
 * given back when the renter took the bytes.
 */
final class RenterChannel extends AbstractClientChannel {
    /** With more than this waiting for the device, no renter is read from. */
    private static final int MUCH = 256 * 1024;

    private static final int LARGEST_PACKET = 32 * 1024;
    private static final int PACKETS_AT_ONCE = 2;

    private final DeviceTunnel tunnel;
    private final PacedSession renter;
    private final IoSocket device;
    private final AskedAddress asked;
    private final Meter meter;
    private final Refusals refusals;
    private final int firstRoom;
    private final RenterWindow window;
    private final RoomPace room;
    private boolean resuming;

    RenterChannel(DeviceTunnel tunnel, PacedSession renter, AskedAddress asked, Meter meter, Refusals refusals) {
        super("forwarded-tcpip");
        this.tunnel = tunnel;
        this.renter = renter;
        this.device = (IoSocket) tunnel.session().getIoSession();
        this.asked = asked;
        this.meter = meter;
        this.refusals = refusals;
        firstRoom = meter.out(0) == 0 ? RenterWindow.FIRST : RenterWindow.LEAST;
        window = new RenterWindow(firstRoom);
        room = new RoomPace(meter::out, device::executeLater, this::giveRoom);
    }

    @Override
    public synchronized OpenFuture open() throws IOException {
        if (closeFuture.isClosed()) {
            throw new SshException("The tunnel is closed.");
        }
        InetSocketAddress from = (InetSocketAddress) renter.getRemoteAddress();
        String host = from.getAddress().getHostAddress();
        openFuture = new DefaultOpenFuture(from, futureLock);
        Buffer buffer = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN);
        buffer.putString(getChannelType());
        buffer.putUInt(getChannelId());
        buffer.putUInt(firstRoom);
        buffer.putUInt(LARGEST_PACKET);
        buffer.putString(asked.getHostName());
        buffer.putUInt(asked.getPort());
        buffer.putString(host);
        buffer.putUInt(from.getPort());
        writePacket(buffer);
        return openFuture;
    }

    Meter meter() {
        return meter;
    }

    /** How much of the renter's bytes may be read now. */
    int allowance() {
        if (device.queued() > MUCH) {
            device.holdBack(renter);
            return 0;
        }
        long pause = meter.in(0);
        if (pause > 0) {
            resumeIn(pause);
            return 0;
        }
        RemoteWindow remote = getRemoteWindow();
        return (int) Math.min(PACKETS_AT_ONCE * largestPacket(), remote.getSize());
    }

    private void resumeIn(long pause) {
        if (!resuming) {
            resuming = true;
            device.executeLater(pause, () -> {
                resuming = false;
                renter.resumeRead();
            });
        }
    }

    /** Sends what the renter said. During a key exchange it waits, and so does the renter. */
    void send(Readable bytes) throws IOException {
        tunnel.countIn(bytes.available());
        meter.in(bytes.available());
        while (bytes.available() > 0) {
            sendPacket(bytes, (int) Math.min(largestPacket(), bytes.available()));
        }
    }

    private long largestPacket() {
        return Math.max(1, Math.min(LARGEST_PACKET, getRemoteWindow().getPacketSize()));
    }

    private void sendPacket(Readable bytes, int length) throws IOException {
        getRemoteWindow().consume(length);
        Buffer buffer = getSession().prepareBuffer(SshConstants.SSH_MSG_CHANNEL_DATA, device.packetBuffer());
        buffer.putUInt(getRecipient());
        buffer.putUInt(length);
        bytes.getRawBytes(buffer.array(), buffer.wpos(), length);
        buffer.wpos(buffer.wpos() + length);
        IoWriteFuture written = writePacket(buffer);
        if (!written.isDone()) {
            device.leavePacketBuffer();
            renter.suspendRead();
            written.addListener(done -> renter.resumeRead());
        }
    }

    /** The renter says no more. */
    void end() throws IOException {
        sendEof();
    }

    /** The renter took {@code bytes}: the device may send as much again, at its pace. */
    void taken(int bytes) {
        room.taken(bytes);
    }

    private void giveRoom(int bytes, boolean free) {
        int adjustment = window.release(bytes, free && renter.queued() == 0);
        if (adjustment > 0 && isOpen()) {
            try {
                sendWindowAdjust(adjustment);
            } catch (IOException e) {
                log.debug("{} could not be given room", this, e);
                close(true);
            }
        }
    }

    @Override
    public void handleData(Buffer buffer) throws IOException {
        long length = buffer.getUInt();
        if (length > LARGEST_PACKET || length > buffer.available()) {
            throw new SshException(SshConstants.SSH2_DISCONNECT_PROTOCOL_ERROR, "A packet is larger than agreed.");
        }
        window.consume(length);
        doWriteData(buffer.array(), buffer.rpos(), length);
    }

    /** RFC 4254, 5.4: a shell, a terminal and the like, which no forwarded connection has. */
    @Override
    protected void handleUnknownChannelRequest(String name, boolean wantReply, Buffer buffer) throws IOException {
        refusals.refusedOnChannel(getSession(), name);
        sendResponse(buffer, name, RequestHandler.Result.Unsupported, wantReply);
    }

    @Override
    public void handleEof() throws IOException {
        super.handleEof();
        renter.shutdownOutputStream();
    }

    @Override
    public void handleWindowAdjust(Buffer buffer) throws IOException {
        super.handleWindowAdjust(buffer);
        renter.resumeRead();
    }

    @Override
    protected void doOpen() {
        renter.resumeRead();
    }

    @Override
    protected void doWriteData(byte[] data, int offset, long length) {
        tunnel.countOut(length);
        renter.write(data, offset, (int) length);
    }

    @Override
    protected Closeable getInnerCloseable() {
        return builder().sequential(renter, super.getInnerCloseable()).build();
    }
}
