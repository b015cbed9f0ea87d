package org.p2pvps.tunnel;

import java.util.function.Supplier;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.traffic.TrafficStore;
import org.p2pvps.api.tunnel.TrafficPolicy;
import org.p2pvps.tunnel.jump.JumpSources;

/**
 * What a data path asks of the rest of the server. Each may come and go while tunnels live.
 *
 * @param jumps this data path's own
 */
record TunnelSources(
        Source<LeaseStore> leases, Source<TrafficStore> traffic, Supplier<TrafficPolicy> policy, JumpSources jumps) {}
