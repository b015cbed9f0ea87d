package org.p2pvps.localtunnel.gateway;

import io.netty.channel.Channel;
import java.util.Optional;
import java.util.function.Predicate;
import org.p2pvps.localtunnel.h2.StreamBridge;

/**
 * A stream of HTTP/2 over TLS.
 *
 * @param hosts those that the certificate shown is for
 */
record StreamEntrance(Optional<String> strictTransport, Predicate<String> hosts) implements Entrance {
    @Override
    public String scheme() {
        return "https";
    }

    @Override
    public boolean isTls() {
        return true;
    }

    @Override
    public boolean leadsTo(String host) {
        return hosts.test(host);
    }

    @Override
    public void endOutput(Channel channel) {
        channel.pipeline().get(StreamBridge.class).endOutput();
    }
}
