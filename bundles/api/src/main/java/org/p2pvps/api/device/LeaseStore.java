package org.p2pvps.api.device;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.p2pvps.api.Store;

/** Keeps leases. A device has at most one active lease; active leases share no port and no subdomain. */
public interface LeaseStore extends Store<Lease> {
    Optional<Lease> activeOf(UUID deviceId);

    List<Lease> active();
}
