package org.p2pvps.tunnel;

import java.io.IOException;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pipes renters' connections into channels to the device. A renter is not read from until the last bytes were taken by the
 * channel: what the device does not take stays with the renter.
 */
final class RenterHandler implements IoHandler {
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
        RenterChannel channel = new RenterChannel(tunnel, renter, asked);
        renter.setAttribute(RenterChannel.class, channel);
        service.registerChannel(channel);
        channel.open().addListener(opening -> {
            renter.resumeRead();
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
    public void messageReceived(IoSession renter, Readable message) throws IOException {
        RenterChannel channel = (RenterChannel) renter.getAttribute(RenterChannel.class);
        ByteArrayBuffer bytes = new ByteArrayBuffer(message.available(), false);
        bytes.putBuffer(message);
        tunnel.countIn(bytes.available());
        renter.suspendRead();
        channel.getAsyncIn().writeBuffer(bytes).addListener(written -> {
            renter.resumeRead();
            if (!written.isWritten()) {
                renter.close(true);
            }
        });
    }

    @Override
    public void exceptionCaught(IoSession renter, Throwable cause) {
        LOG.debug("A renter's connection to device {} broke", tunnel.deviceId(), cause);
        renter.close(true);
    }
}
