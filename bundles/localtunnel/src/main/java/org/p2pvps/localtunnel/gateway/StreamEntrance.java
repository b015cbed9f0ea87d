package org.p2pvps.localtunnel.gateway;

import io.netty.channel.Channel;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.p2pvps.localtunnel.h2.StreamBridge;

/**
 * A stream of HTTP/2 over TLS.
 *
 * @param hosts those that the certificate shown is for
 * @param visitors how many there are altogether
 */
record StreamEntrance(Optional<String> strictTransport, Predicate<String> hosts, IntSupplier visitors)
        implements Entrance {
    @Override
    public String scheme() {
        return "https";
    }

    @Override
    public boolean isTls() {
        return true;
    }

    /** A connection may have a hundred streams, each with what its visitor does not read yet. */
    @Override
    public void begin(Channel stream) {
        Share.among(visitors.getAsInt()).boundWrites(stream);
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
