package org.p2pvps.localtunnel.gateway;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * HTTP/1.1 over TLS.
 *
 * @param hosts those that the certificate shown is for
 */
record TlsEntrance(Optional<String> strictTransport, Predicate<String> hosts) implements Entrance {
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

    /** RFC 9112, 9.8: without the alert the end could be anybody's. */
    @Override
    public void endOutput(Channel channel) {
        channel.pipeline().get(SslHandler.class).closeOutbound();
    }
}
