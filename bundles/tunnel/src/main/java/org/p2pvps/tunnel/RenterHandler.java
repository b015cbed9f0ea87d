package org.p2pvps.tunnel;

import java.io.IOException;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.Readable;
import org.p2pvps.tunnel.io.PacedSession;
import org.p2pvps.tunnel.io.SocketHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pipes renters' connections into channels to the device. */
final class RenterHandler implements SocketHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RenterHandler.class);

    private final DeviceTunnel tunnel;
    private final ConnectionService service;
    private final AskedAddress asked;

    RenterHandler(DeviceTunnel tunnel, ConnectionService service, AskedAddress asked) {
        this.tunnel = tunnel;
        this.service = service;
        this.asked = asked;
    }

    @Override
    public void sessionCreated(IoSession renter) throws IOException {
        if (!tunnel.enter(renter)) {
            renter.close(true);
            return;
        }
        renter.suspendRead();
        RenterChannel channel = new RenterChannel(tunnel, (PacedSession) renter, asked);
        renter.setAttribute(RenterChannel.class, channel);
        service.registerChannel(channel);
        channel.open().addListener(opening -> {
            if (!opening.isOpened()) {
                LOG.debug("Device {} did not take a renter's connection", tunnel.deviceId());
                service.unregisterChannel(channel);
                channel.close(true);
            }
        });
    }

    @Override
    public void sessionClosed(IoSession renter) {
        tunnel.leave(renter);
        if (renter.removeAttribute(RenterChannel.class) instanceof RenterChannel channel) {
            channel.close(false);
        }
    }

    @Override
    public int allowance(PacedSession renter) {
        return channelOf(renter).allowance();
    }

    @Override
    public void messageReceived(IoSession renter, Readable bytes) throws IOException {
        channelOf(renter).send(bytes);
    }

    @Override
    public void inputEnded(PacedSession renter) throws IOException {
        channelOf(renter).end();
    }

    @Override
    public void sent(PacedSession renter, int bytes) throws IOException {
        if (renter.getAttribute(RenterChannel.class) instanceof RenterChannel channel) {
            channel.taken(bytes);
        }
    }

    @Override
    public void exceptionCaught(IoSession renter, Throwable cause) {
        LOG.debug("A renter's connection to device {} broke", tunnel.deviceId(), cause);
        renter.close(true);
    }

    private static RenterChannel channelOf(IoSession renter) {
        return (RenterChannel) renter.getAttribute(RenterChannel.class);
    }
}
