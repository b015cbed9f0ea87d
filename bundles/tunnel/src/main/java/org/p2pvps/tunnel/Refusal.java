package org.p2pvps.tunnel;

import java.util.Locale;

/** What the server turns down. */
public enum Refusal {
    /** No active lease of that device has that key. */
    KEY_UNKNOWN,
    /** Signed in by a lease that ended meanwhile. */
    LEASE_ENDED,
    /** A channel opened by the device: shell, exec, subsystem, direct-tcpip, agent, X11 and the rest. */
    CHANNEL,
    /** A global request other than a forwarding and those that keep a connection alive. */
    REQUEST,
    FORWARD_PORT,
    FORWARD_ADDRESS,
    /** The leased port is held by another program. */
    PORT_TAKEN,
    HANDSHAKES,
    HANDSHAKES_OF_ADDRESS;

    /** As it stands in logs and tables, for instance {@code forward-port}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
