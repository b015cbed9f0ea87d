package org.p2pvps.tunnel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.p2pvps.api.Secret;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.LeaseStore;

/** Leases in memory. */
final class LeaseBook implements LeaseStore {
    private final Map<UUID, Lease> leases = new ConcurrentHashMap<>();
    private volatile boolean broken;

    /** A lease for a new device. */
    Lease allot(int port, String tunnelKey) {
        return allot(UUID.randomUUID(), 1, port, tunnelKey);
    }

    Lease allot(UUID deviceId, int generation, int port, String tunnelKey) {
        Lease lease = new Lease(
                UUID.randomUUID(),
                deviceId,
                generation,
                port,
                "sub" + port,
                "renter",
                new Secret("password"),
                new Secret("token"),
                tunnelKey,
                Instant.EPOCH,
                null);
        insert(lease);
        return lease;
    }

    void clear() {
        leases.clear();
    }

    void release(Lease lease) {
        update(lease.id(), active -> active.released(Instant.EPOCH));
    }

    /** From now on, or no more, every call fails as with a database that is gone. */
    void broken(boolean isBroken) {
        broken = isBroken;
    }

    @Override
    public void insert(Lease lease) {
        leases.put(lease.id(), lease);
    }

    @Override
    public Optional<Lease> find(UUID id) {
        return Optional.ofNullable(leases.get(id));
    }

    @Override
    public List<Lease> all() {
        return List.copyOf(leases.values());
    }

    @Override
    public Lease update(UUID id, UnaryOperator<Lease> change) {
        return leases.compute(id, (key, lease) -> change.apply(lease));
    }

    @Override
    public Optional<Lease> activeOf(UUID deviceId) {
        return active().stream()
                .filter(lease -> lease.deviceId().equals(deviceId))
                .findFirst();
    }

    @Override
    public List<Lease> active() {
        if (broken) {
            throw new IllegalStateException("The database is gone.");
        }
        return all().stream().filter(Lease::active).toList();
    }
}
