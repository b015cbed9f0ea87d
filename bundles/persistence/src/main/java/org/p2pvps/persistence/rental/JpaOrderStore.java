package org.p2pvps.persistence.rental;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps orders. */
@Component(service = OrderStore.class)
public final class JpaOrderStore extends JpaStore<Order, OrderEntity> implements OrderStore {
    @Activate
    public JpaOrderStore(@Reference JpaTransactions transactions) {
        super(transactions, OrderEntity.class, OrderEntity::from, OrderEntity::toRecord, "createdAt");
    }

    @Override
    public Optional<Order> byExternalId(String market, String externalId) {
        return one("e.market = ?1 and e.externalId = ?2", market, externalId);
    }

    @Override
    public List<Order> byRenter(UUID renterId) {
        return list("e.renterId = ?1", renterId);
    }

    @Override
    public List<Order> byOwner(UUID ownerId) {
        return list("e.deviceId in (select d.id from DeviceEntity d where d.ownerId = ?1)", ownerId);
    }

    @Override
    public List<Order> byState(OrderState state) {
        return list("e.state = ?1", state);
    }

    @Override
    public List<Order> overdue(Instant now) {
        return list("e.state = ?1 and e.payBy < ?2", OrderState.AWAITING_PAYMENT, now);
    }

    @Override
    public List<Order> extending(UUID rentalId) {
        return list("e.extendedRentalId = ?1", rentalId);
    }

    @Override
    public List<Order> undelivered() {
        return list("e.state = ?1 and e.deliveredAt is null", OrderState.FULFILLED);
    }
}
