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

    /** A visitor comes in. */
    default void begin(Channel channel) {}

    /** Whether requests for that host may come on this connection (RFC 9110, 7.4). */
    default boolean leadsTo(String host) {
        return true;
    }

    /** Lets the visitor see that no more will come. It may still be heard. */
    void endOutput(Channel channel);
}
