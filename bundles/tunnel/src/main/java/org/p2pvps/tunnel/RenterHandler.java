package org.p2pvps.tunnel;

import java.io.IOException;
import java.util.Optional;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.Readable;
import org.p2pvps.tunnel.io.PacedSession;
import org.p2pvps.tunnel.io.SocketHandler;
import org.p2pvps.tunnel.meter.Meter;
import org.p2pvps.tunnel.meter.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pipes renters' connections into channels to the device. */
final class RenterHandler implements SocketHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RenterHandler.class);

    private final DeviceTunnel tunnel;
    private final ConnectionService service;
    private final AskedAddress asked;
    private final Meters meters;
    private final Refusals refusals;

    RenterHandler(
            DeviceTunnel tunnel, ConnectionService service, AskedAddress asked, Meters meters, Refusals refusals) {
        this.tunnel = tunnel;
        this.service = service;
        this.asked = asked;
        this.meters = meters;
        this.refusals = refusals;
    }

    @Override
    public void sessionCreated(IoSession renter) throws IOException {
        Optional<Meter> meter = tunnel.enter(renter)
                ? meters.enterDevice(tunnel.deviceId(), why -> refusals.refused(why, tunnel.session(), "a renter"))
                : Optional.empty();
        if (meter.isEmpty()) {
            renter.close(true);
            return;
        }
        renter.suspendRead();
        RenterChannel channel = new RenterChannel(tunnel, (PacedSession) renter, asked, meter.get(), refusals);
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
            channel.meter().leave();
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
