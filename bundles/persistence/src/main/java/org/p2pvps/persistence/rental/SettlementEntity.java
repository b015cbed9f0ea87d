package org.p2pvps.persistence.rental;

import java.util.List;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.Money;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Settlement;
import org.p2pvps.persistence.Row;

/** How an order was settled, as it is kept. */
@Entity
@Table(name = "settlement")
public class SettlementEntity extends Row {
    @Id
    @Column(name = "rental_order_id")
    private UUID id;

    @Column(name = "currency")
    private String currency;

    @Column(name = "price")
    private long price;

    @Column(name = "earned")
    private long earned;

    @Column(name = "fee")
    private long fee;

    @Column(name = "market_fee")
    private long marketFee;

    @Column(name = "refunded")
    private long refunded;

    @Column(name = "paid_seconds")
    private long paidSeconds;

    @Column(name = "charged_seconds")
    private long chargedSeconds;

    @Column(name = "undelivered_seconds")
    private long undeliveredSeconds;

    @Enumerated(EnumType.STRING)
    @Column(name = "reason")
    private EndReason reason;

    @Column(name = "ruled")
    private boolean ruled;

    protected SettlementEntity() {}

    static SettlementEntity from(Settlement record) {
        SettlementEntity entity = new SettlementEntity();
        entity.id = record.orderId();
        entity.currency = record.price().currency();
        entity.price = record.price().amount();
        entity.earned = record.earned().amount();
        entity.fee = record.fee().amount();
        entity.marketFee = record.marketFee().amount();
        entity.refunded = record.refunded().amount();
        entity.paidSeconds = record.paidSeconds();
        entity.chargedSeconds = record.chargedSeconds();
        entity.undeliveredSeconds = record.undeliveredSeconds();
        entity.reason = record.reason();
        return entity;
    }

    static SettlementEntity ruled(Settlement record) {
        SettlementEntity entity = from(record);
        entity.ruled = true;
        return entity;
    }

    Settlement toRecord() {
        return new Settlement(
                id,
                new Money(price, currency),
                new Money(earned, currency),
                new Money(fee, currency),
                new Money(marketFee, currency),
                new Money(refunded, currency),
                paidSeconds,
                chargedSeconds,
                undeliveredSeconds,
                List.of(),
                reason);
    }
}
