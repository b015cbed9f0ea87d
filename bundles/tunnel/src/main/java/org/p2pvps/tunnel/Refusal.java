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
    /** A request other than a forwarding and those that keep a connection alive. */
    REQUEST,
    FORWARD_PORT,
    FORWARD_ADDRESS,
    /** A device that has its port opened and closed without end. */
    FORWARD_RATE,
    /** The leased port is held by another program. */
    PORT_TAKEN,
    HANDSHAKES,
    HANDSHAKES_OF_ADDRESS,
    /** A password where none is taken: devices come with their keys. */
    PASSWORD,
    /** An API token that is not known, at the jump host. */
    TOKEN_UNKNOWN,
    /** Too many wrong keys and tokens from one address. */
    GUESSES,
    /** More connections than one device or one person may have. */
    CONNECTIONS,
    /** More new connections a minute than one device or one person may have. */
    CONNECTION_RATE,
    /** A jump to what is not a device of that person. */
    JUMP_TARGET,
    /** A jump to another port than 22. */
    JUMP_PORT,
    /** A jump to a name that several devices of that person have. */
    JUMP_AMBIGUOUS,
    /** A jump to a device without an open tunnel, or one that takes no connection. */
    DEVICE_OFFLINE,
    /** Whoever asks and asks and reads no answers is cut. */
    UNREAD,
    /** Who asked would have had to wait too long. */
    BUSY;

    /** As it stands in logs and tables, for instance {@code forward-port}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
