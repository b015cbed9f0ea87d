package org.p2pvps.api.device;

import java.util.Set;

/** Where a device is on its path. Whether it is connected is another matter: see the tunnels. */
public enum DeviceState {
    /** Added by its owner; no agent has registered yet. */
    NEW,
    /** Has a lease; not yet seen to work from outside. */
    PREPARING,
    /** The server logged in to its container through its tunnel: may be listed and rented. */
    READY,
    /** A rental is running. */
    RENTED,
    /** The rental ended: nothing of it may survive. The agent is to wipe and register again. */
    RESETTING,
    /** Removed by its owner. */
    RETIRED;

    /** Whether a device may go from this state to {@code next}. */
    public boolean allows(DeviceState next) {
        return following().contains(next);
    }

    private Set<DeviceState> following() {
        return switch (this) {
            case NEW -> Set.of(PREPARING, RETIRED);
            case PREPARING -> Set.of(READY, RESETTING, RETIRED);
            case READY -> Set.of(PREPARING, RENTED, RESETTING, RETIRED);
            case RENTED -> Set.of(RESETTING);
            case RESETTING -> Set.of(PREPARING, RETIRED);
            case RETIRED -> Set.of();
        };
    }
}
