package org.p2pvps.persistence.rental;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.rental.Payment;
import org.p2pvps.api.rental.PaymentStore;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps payments. */
@Component(service = PaymentStore.class)
public final class JpaPaymentStore extends JpaStore<Payment, PaymentEntity> implements PaymentStore {
    @Activate
    public JpaPaymentStore(@Reference JpaTransactions transactions) {
        super(transactions, PaymentEntity.class, PaymentEntity::from, PaymentEntity::toRecord, "receivedAt");
    }

    @Override
    public Optional<Payment> byReference(String market, String reference) {
        return one("e.market = ?1 and e.reference = ?2", market, reference);
    }

    @Override
    public List<Payment> byOrder(UUID orderId) {
        return list("e.orderId = ?1", orderId);
    }
}
