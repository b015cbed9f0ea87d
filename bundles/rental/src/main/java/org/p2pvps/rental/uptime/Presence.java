package org.p2pvps.rental.uptime;

import java.util.UUID;

/** Knows which devices are away now. */
public interface Presence {
    /** Whether the device is silent for longer than it may. False again at its first sign of life. */
    boolean isOffline(UUID deviceId);
}
