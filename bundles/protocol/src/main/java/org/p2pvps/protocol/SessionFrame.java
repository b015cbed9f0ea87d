package org.p2pvps.protocol;

/**
 * How a TLS session that passes through travels over a data connection: in frames, so that the connection outlives it. A frame
 * begins with its kind, an octet, and the length of what follows, two octets, the higher one first. Each side ends the session
 * with {@link #END}, after which it sends nothing more of it; when both have, the connection is as if it had carried nothing.
 * A session begins with a frame of {@link #BYTES}, which no HTTP request does.
 */
public final class SessionFrame {
    /** What comes from the visitor, or from the device's port 443, as it came. */
    public static final int BYTES = 1;

    /** Nothing more comes from there; the length is 0. */
    public static final int END = 2;

    /** Octets before what a frame carries. */
    public static final int HEAD = 3;

    /** Octets that one frame carries at most. */
    public static final int MOST = 0xffff;

    private SessionFrame() {}
}
