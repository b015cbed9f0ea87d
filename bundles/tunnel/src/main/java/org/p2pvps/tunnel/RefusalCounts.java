package org.p2pvps.tunnel;

/** How often what was refused since the server started. */
public interface RefusalCounts {
    long refused(Refusal refusal);
}
