package org.p2pvps.persistence.device;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;
import org.p2pvps.persistence.vault.Vault;

/** Keeps leases. */
@Component(service = LeaseStore.class)
public final class JpaLeaseStore extends JpaStore<Lease, LeaseEntity> implements LeaseStore {
    @Activate
    public JpaLeaseStore(@Reference JpaTransactions transactions, @Reference Vault vault) {
        super(
                transactions,
                LeaseEntity.class,
                record -> LeaseEntity.from(record, vault),
                entity -> entity.toRecord(vault),
                "createdAt");
    }

    @Override
    public Optional<Lease> activeOf(UUID deviceId) {
        return one("e.activeDeviceId = ?1", deviceId);
    }

    @Override
    public List<Lease> active() {
        return list("e.activeDeviceId is not null");
    }
}
