package org.p2pvps.api.tunnel;

import java.util.UUID;

/**
 * How much each may use. The data path asks when somebody comes and every second for those that are there, so it must answer
 * from memory. It may be replaced, or be away, while sessions live: what it said last holds.
 */
public interface TrafficPolicy {
    /** For all connections to a device together, whichever way they came. */
    TrafficLimits ofDevice(UUID deviceId);

    /** For all connections of a person by way of the jump host together, to whichever devices. */
    TrafficLimits ofRenter(UUID accountId);
}
