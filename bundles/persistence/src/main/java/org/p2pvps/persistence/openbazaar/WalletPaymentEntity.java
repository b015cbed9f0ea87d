package org.p2pvps.persistence.openbazaar;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.openbazaar.WalletPayment;
import org.p2pvps.api.openbazaar.WalletPaymentState;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;

/** A payment out of the wallet as it is kept. */
@Entity
@Table(name = "openbazaar_payment")
public class WalletPaymentEntity extends Row {
    @Id
    @Column(name = "openbazaar_payment_id")
    private UUID id;

    @Column(name = "order_id")
    private String orderId;

    @Column(name = "address")
    private String address;

    @Column(name = "coin")
    private String coin;

    @Column(name = "amount")
    private long amount;

    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private WalletPaymentState state;

    @Column(name = "transaction_id")
    private String transaction;

    @Column(name = "created_at")
    private Instant createdAt;

    protected WalletPaymentEntity() {}

    static WalletPaymentEntity from(WalletPayment record) {
        WalletPaymentEntity entity = new WalletPaymentEntity();
        entity.id = record.id();
        entity.orderId = record.orderId();
        entity.address = record.address();
        entity.coin = record.coin();
        entity.amount = record.amount();
        entity.state = record.state();
        entity.transaction = Kept.remark(record.transaction(), 200);
        entity.createdAt = Kept.instant(record.createdAt());
        return entity;
    }

    WalletPayment toRecord() {
        return new WalletPayment(id, orderId, address, coin, amount, state, transaction, createdAt);
    }
}
