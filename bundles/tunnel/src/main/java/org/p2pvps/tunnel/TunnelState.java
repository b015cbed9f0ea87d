package org.p2pvps.tunnel;

/** Whether renters get in. */
public enum TunnelState {
    OPEN,
    /** Sessions finish; nobody new gets in this way. */
    DRAINING
}
