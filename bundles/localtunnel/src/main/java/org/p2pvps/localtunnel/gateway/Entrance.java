package org.p2pvps.localtunnel.gateway;

import io.netty.channel.Channel;
import java.util.Optional;

/** The way by which a visitor came in. */
interface Entrance {
    /** {@code http} or {@code https}, as the visitor typed it. */
    String scheme();

    /** Whether it ends TLS here. */
    boolean isTls();

    /** {@code Strict-Transport-Security} for answers (RFC 6797); empty for none. */
    Optional<String> strictTransport();

    /** Lets the visitor see that no more will come. It may still be heard. */
    void endOutput(Channel channel);
}
