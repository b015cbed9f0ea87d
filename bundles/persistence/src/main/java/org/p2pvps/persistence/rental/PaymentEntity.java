package org.p2pvps.persistence.rental;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.Money;
import org.p2pvps.api.rental.Payment;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;

/** A payment as it is kept. */
@Entity
@Table(name = "payment")
public class PaymentEntity extends Row {
    @Id
    @Column(name = "payment_id")
    private UUID id;

    @Column(name = "rental_order_id")
    private UUID orderId;

    @Column(name = "market")
    private String market;

    @Column(name = "reference")
    private String reference;

    @Column(name = "amount")
    private long amount;

    @Column(name = "currency")
    private String currency;

    @Column(name = "received_at")
    private Instant receivedAt;

    protected PaymentEntity() {}

    static PaymentEntity from(Payment record) {
        PaymentEntity entity = new PaymentEntity();
        entity.id = record.id();
        entity.orderId = record.orderId();
        entity.market = record.market();
        entity.reference = record.reference();
        entity.amount = record.amount().amount();
        entity.currency = record.amount().currency();
        entity.receivedAt = Kept.instant(record.receivedAt());
        return entity;
    }

    Payment toRecord() {
        return new Payment(id, orderId, market, reference, new Money(amount, currency), receivedAt);
    }
}
