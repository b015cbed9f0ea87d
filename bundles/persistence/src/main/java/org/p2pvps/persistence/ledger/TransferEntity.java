package org.p2pvps.persistence.ledger;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.Money;
import org.p2pvps.api.ledger.EntryKind;
import org.p2pvps.api.ledger.LedgerAccount;
import org.p2pvps.api.ledger.Transfer;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;

/** A line of the ledger as it is kept. */
@Entity
@Table(name = "ledger_transfer")
public class TransferEntity extends Row {
    @Id
    @Column(name = "ledger_transfer_id")
    private UUID id;

    @Column(name = "entry")
    private String entry;

    @Column(name = "line")
    private int line;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    private EntryKind kind;

    @Column(name = "debit_account_id")
    private UUID debitId;

    @Column(name = "credit_account_id")
    private UUID creditId;

    @Column(name = "amount")
    private long amount;

    @Column(name = "currency")
    private String currency;

    @Column(name = "rental_order_id")
    private UUID orderId;

    @Column(name = "posted_at")
    private Instant postedAt;

    protected TransferEntity() {}

    static TransferEntity from(Transfer record) {
        TransferEntity entity = new TransferEntity();
        entity.id = record.id();
        entity.entry = record.entry();
        entity.line = record.line();
        entity.kind = record.kind();
        entity.debitId = LedgerAccountEntity.idOf(record.debit());
        entity.creditId = LedgerAccountEntity.idOf(record.credit());
        entity.amount = record.amount().amount();
        entity.currency = record.amount().currency();
        entity.orderId = record.orderId();
        entity.postedAt = Kept.instant(record.postedAt());
        return entity;
    }

    Transfer toRecord(LedgerAccount debit, LedgerAccount credit) {
        return new Transfer(id, entry, line, kind, debit, credit, new Money(amount, currency), orderId, postedAt);
    }
}
