package org.p2pvps.localtunnel.gateway;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannelConfig;
import java.util.Optional;

/**
 * Without TLS, or behind a proxy that ends it.
 *
 * @param scheme {@code https} behind such a proxy
 */
record PlainEntrance(String scheme) implements Entrance {
    @Override
    public boolean isTls() {
        return false;
    }

    @Override
    public Optional<String> strictTransport() {
        return Optional.empty();
    }

    /** Simple clients end what they say with their request, and wait for the answer. */
    @Override
    public void begin(Channel channel) {
        if (channel.config() instanceof SocketChannelConfig socket) {
            socket.setAllowHalfClosure(true);
        }
    }

    @Override
    public void endOutput(Channel channel) {
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
    }
}
