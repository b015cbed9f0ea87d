package org.p2pvps.tunnel;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.p2pvps.api.device.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The active leases as last read. The data path looks here and nowhere else, so that it works on while the database is being
 * swapped.
 */
final class LeaseTable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseTable.class);

    private final Map<UUID, KnownLease> byDevice = new ConcurrentHashMap<>();

    Optional<KnownLease> of(UUID deviceId) {
        return Optional.ofNullable(byDevice.get(deviceId));
    }

    /** Whether the lease that {@code lease} once was is still what it was. */
    boolean stillHolds(Lease lease) {
        return of(lease.deviceId()).filter(known -> known.continues(lease)).isPresent();
    }

    void replaceAll(List<Lease> active) {
        Set<UUID> devices = new HashSet<>();
        for (Lease lease : active) {
            replace(lease.deviceId(), Optional.of(lease));
            devices.add(lease.deviceId());
        }
        byDevice.keySet().retainAll(devices);
    }

    void replace(UUID deviceId, Optional<Lease> active) {
        byDevice.compute(deviceId, (id, known) -> active.flatMap(lease -> know(lease, known))
                .orElse(null));
    }

    private static Optional<KnownLease> know(Lease lease, KnownLease known) {
        if (known != null && known.continues(lease)) {
            return Optional.of(new KnownLease(lease, known.key()));
        }
        if (lease.tunnelKey().isEmpty()) {
            return Optional.empty();
        }
        try {
            AuthorizedKeyEntry entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(lease.tunnelKey());
            return Optional.of(new KnownLease(lease, entry.resolvePublicKey(null, PublicKeyEntryResolver.FAILING)));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            LOG.debug("Device {} registered a tunnel key that can't be read: {}", lease.deviceId(), e.getMessage());
            return Optional.empty();
        }
    }
}
