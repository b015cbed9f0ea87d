package org.p2pvps.persistence.rental;

import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.rental.Refund;
import org.p2pvps.api.rental.RefundState;
import org.p2pvps.api.rental.RefundStore;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps refunds. */
@Component(service = RefundStore.class)
public final class JpaRefundStore extends JpaStore<Refund, RefundEntity> implements RefundStore {
    @Activate
    public JpaRefundStore(@Reference JpaTransactions transactions) {
        super(transactions, RefundEntity.class, RefundEntity::from, RefundEntity::toRecord, "createdAt");
    }

    @Override
    public List<Refund> byOrder(UUID orderId) {
        return list("e.orderId = ?1", orderId);
    }

    @Override
    public List<Refund> byState(RefundState state) {
        return list("e.state = ?1", state);
    }

    @Override
    public List<Refund> byOwner(UUID ownerId) {
        return list(
                "e.orderId in (select o.id from OrderEntity o, DeviceEntity d where o.deviceId = d.id and d.ownerId = ?1)",
                ownerId);
    }

    @Override
    public List<Refund> byRenter(UUID renterId) {
        return list("e.orderId in (select o.id from OrderEntity o where o.renterId = ?1)", renterId);
    }
}
