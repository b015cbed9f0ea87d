package org.p2pvps.localtunnel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.p2pvps.api.device.Lease;
import org.p2pvps.localtunnel.gateway.Permits.Permit;

/** The names of active leases, as last read. */
final class LeasedNames {
    private volatile Map<String, Permit> byName = Map.of();

    Optional<Permit> of(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    void replaceAll(List<Lease> active) {
        byName = active.stream()
                .filter(lease -> lease.webToken() != null)
                .collect(Collectors.toUnmodifiableMap(Lease::subdomain, LeasedNames::permit, (one, other) -> one));
    }

    /** Only this device's names change. */
    void replace(UUID deviceId, Optional<Lease> active) {
        Map<String, Permit> changed = byName.entrySet().stream()
                .filter(entry -> !entry.getValue().deviceId().equals(deviceId))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        active.filter(lease -> lease.webToken() != null)
                .ifPresent(lease -> changed.put(lease.subdomain(), permit(lease)));
        byName = Map.copyOf(changed);
    }

    private static Permit permit(Lease lease) {
        return new Permit(lease.id(), lease.deviceId(), lease.webToken().value());
    }
}
