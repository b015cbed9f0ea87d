package org.p2pvps.bench;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.LeaseStore;

/** As many leases as were asked for, which never change. */
final class FixedLeases implements LeaseStore {
    private final List<Lease> leases;

    FixedLeases(int count, String keyLine) {
        leases = IntStream.range(0, count)
                .mapToObj(number -> Allotment.lease(number, keyLine))
                .toList();
    }

    @Override
    public void insert(Lease lease) {
        throw new UnsupportedOperationException("There are no new leases here.");
    }

    @Override
    public Lease update(UUID id, UnaryOperator<Lease> change) {
        throw new UnsupportedOperationException("Leases never change here.");
    }

    @Override
    public Optional<Lease> find(UUID id) {
        return numbered(id);
    }

    @Override
    public List<Lease> all() {
        return leases;
    }

    @Override
    public Optional<Lease> activeOf(UUID deviceId) {
        return numbered(deviceId);
    }

    @Override
    public List<Lease> active() {
        return leases;
    }

    private Optional<Lease> numbered(UUID id) {
        long number = id.getLeastSignificantBits();
        return number >= 0 && number < leases.size() ? Optional.of(leases.get((int) number)) : Optional.empty();
    }
}
