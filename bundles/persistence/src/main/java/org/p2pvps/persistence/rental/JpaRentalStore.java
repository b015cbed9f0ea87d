package org.p2pvps.persistence.rental;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps rentals. */
@Component(service = RentalStore.class)
public final class JpaRentalStore extends JpaStore<Rental, RentalEntity> implements RentalStore {
    @Activate
    public JpaRentalStore(@Reference JpaTransactions transactions) {
        super(transactions, RentalEntity.class, RentalEntity::from, RentalEntity::toRecord, "startedAt");
    }

    @Override
    public Optional<Rental> activeOf(UUID deviceId) {
        return one("e.activeDeviceId = ?1", deviceId);
    }

    @Override
    public Optional<Rental> of(UUID deviceId, int generation) {
        return one("e.deviceId = ?1 and e.generation = ?2", deviceId, generation);
    }

    @Override
    public List<Rental> byRenter(UUID renterId) {
        return list("e.renterId = ?1", renterId);
    }

    @Override
    public List<Rental> byOwner(UUID ownerId) {
        return list("e.deviceId in (select d.id from DeviceEntity d where d.ownerId = ?1)", ownerId);
    }

    @Override
    public List<Rental> due(Instant now) {
        return list("e.state = ?1 and e.endsAt <= ?2", RentalState.ACTIVE, now);
    }

    @Override
    public List<Rental> byState(RentalState state) {
        return list("e.state = ?1", state);
    }

    @Override
    public Optional<Rental> byOrder(UUID orderId) {
        return one("e.orderId = ?1", orderId);
    }
}
