package org.p2pvps.localtunnel.gateway;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;

/** HTTP/1.1 over TLS. */
record TlsEntrance(Optional<String> strictTransport) implements Entrance {
    @Override
    public String scheme() {
        return "https";
    }

    @Override
    public boolean isTls() {
        return true;
    }

    /** RFC 9112, 9.8: without the alert the end could be anybody's. */
    @Override
    public void endOutput(Channel channel) {
        channel.pipeline().get(SslHandler.class).closeOutbound();
    }
}
