package org.p2pvps.api.traffic;

/** The way that bytes went. */
public enum TrafficKind {
    /** Renters' SSH sessions, at the leased port and by way of the jump host. */
    SSH,
    /** Visitors of the device's site. */
    WEB
}
