package org.p2pvps.tunnel;

import java.io.IOException;
import org.apache.sshd.common.channel.StreamingChannel;
import org.apache.sshd.common.forward.TcpipClientChannel;
import org.apache.sshd.common.io.IoSession;

/**
 * One renter's connection as the device sees it: {@code forwarded-tcpip} (RFC 4254, 7.2). Its window is given back when the
 * renter took the bytes, so that a slow renter costs one window of memory and no more.
 */
final class RenterChannel extends TcpipClientChannel {
    private final DeviceTunnel tunnel;

    RenterChannel(DeviceTunnel tunnel, IoSession renter, AskedAddress asked) {
        super(Type.Forwarded, renter, null);
        this.tunnel = tunnel;
        this.localEntry = asked;
        setStreaming(StreamingChannel.Streaming.Async);
    }

    @Override
    protected void doWriteData(byte[] data, int offset, long length) throws IOException {
        tunnel.countOut(length);
        super.doWriteData(data, offset, length);
    }
}
