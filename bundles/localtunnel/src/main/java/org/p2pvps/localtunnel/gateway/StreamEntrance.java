package org.p2pvps.localtunnel.gateway;

import io.netty.channel.Channel;
import java.util.Optional;
import org.p2pvps.localtunnel.h2.StreamBridge;

/** A stream of HTTP/2 over TLS. */
record StreamEntrance(Optional<String> strictTransport) implements Entrance {
    @Override
    public String scheme() {
        return "https";
    }

    @Override
    public boolean isTls() {
        return true;
    }

    @Override
    public void endOutput(Channel channel) {
        channel.pipeline().get(StreamBridge.class).endOutput();
    }
}
