package org.p2pvps.api.uptime;

/** Why a device could not be reached, as far as the server can tell. */
public enum OutageCause {
    /** It said nothing at all. */
    SILENT,
    /** It went on checking in over HTTP, but its tunnel was away. */
    NO_TUNNEL
}
