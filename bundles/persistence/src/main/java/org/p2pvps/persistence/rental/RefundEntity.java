package org.p2pvps.persistence.rental;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.Money;
import org.p2pvps.api.rental.Refund;
import org.p2pvps.api.rental.RefundReason;
import org.p2pvps.api.rental.RefundState;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;

/** A refund as it is kept. */
@Entity
@Table(name = "refund")
public class RefundEntity extends Row {
    private static final int LONGEST_NOTE = 1_000;

    @Id
    @Column(name = "refund_id")
    private UUID id;

    @Column(name = "rental_order_id")
    private UUID orderId;

    @Column(name = "amount")
    private long amount;

    @Column(name = "currency")
    private String currency;

    @Enumerated(EnumType.STRING)
    @Column(name = "reason")
    private RefundReason reason;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private RefundState state;

    @Column(name = "reference")
    private String reference;

    @Column(name = "note")
    private String note;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "paid_at")
    private Instant paidAt;

    protected RefundEntity() {}

    static RefundEntity from(Refund record) {
        RefundEntity entity = new RefundEntity();
        entity.id = record.id();
        entity.orderId = record.orderId();
        entity.amount = record.amount().amount();
        entity.currency = record.amount().currency();
        entity.reason = record.reason();
        entity.state = record.state();
        entity.reference = record.reference();
        entity.note = Kept.remark(record.note(), LONGEST_NOTE);
        entity.createdAt = Kept.instant(record.createdAt());
        entity.paidAt = Kept.instant(record.paidAt());
        return entity;
    }

    Refund toRecord() {
        return new Refund(id, orderId, new Money(amount, currency), reason, state, reference, note, createdAt, paidAt);
    }
}
