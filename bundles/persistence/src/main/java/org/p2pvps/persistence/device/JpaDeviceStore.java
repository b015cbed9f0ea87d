package org.p2pvps.persistence.device;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps devices and the device keys that were revoked. */
@Component(service = DeviceStore.class)
public final class JpaDeviceStore extends JpaStore<Device, DeviceEntity> implements DeviceStore {
    @Activate
    public JpaDeviceStore(@Reference JpaTransactions transactions) {
        super(transactions, DeviceEntity.class, DeviceEntity::from, DeviceEntity::toRecord, "createdAt");
    }

    @Override
    public List<Device> byOwner(UUID ownerId) {
        return list("e.ownerId = ?1", ownerId);
    }

    @Override
    public List<Device> byState(DeviceState state) {
        return list("e.state = ?1", state);
    }

    @Override
    public Optional<Device> byKeyHash(String keyHash) {
        return one("e.keyHash = ?1", keyHash);
    }

    @Override
    public void rememberRevokedKey(String keyHash) {
        run(entityManager -> entityManager.merge(new RevokedKeyEntity(keyHash)));
    }

    @Override
    public boolean isRevokedKey(String keyHash) {
        return call(entityManager -> entityManager.find(RevokedKeyEntity.class, keyHash) != null);
    }
}
