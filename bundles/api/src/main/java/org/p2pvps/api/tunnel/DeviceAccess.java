package org.p2pvps.api.tunnel;

import java.util.List;
import java.util.UUID;

/** Knows who may reach which device. Policy: it may be replaced while connections live, which then stay. */
public interface DeviceAccess {
    /** What this person may reach now: the devices they rent, and their own for their own use. */
    List<Reachable> reachableBy(UUID accountId);

    /**
     * A device within reach.
     *
     * @param leaseId the lease by which it is reached; when it ends, so does the reach
     * @param name the name its owner gave it
     */
    record Reachable(UUID deviceId, UUID leaseId, String name, String subdomain) {}
}
