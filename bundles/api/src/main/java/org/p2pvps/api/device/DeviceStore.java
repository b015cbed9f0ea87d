package org.p2pvps.api.device;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.p2pvps.api.Store;

/** Keeps devices. */
public interface DeviceStore extends Store<Device> {
    List<Device> byOwner(UUID ownerId);

    List<Device> byState(DeviceState state);

    Optional<Device> byKeyHash(String keyHash);

    /** Remembers a key that is no longer valid, so that its bearer can be told so. */
    void rememberRevokedKey(String keyHash);

    boolean isRevokedKey(String keyHash);
}
