package org.p2pvps.persistence.ledger;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.ledger.AccountKind;
import org.p2pvps.api.ledger.Balance;
import org.p2pvps.api.ledger.LedgerAccount;
import org.p2pvps.persistence.Row;

/** An account as it is kept. The database's trigger alone changes its sums. */
@Entity
@Table(name = "ledger_account")
public class LedgerAccountEntity extends Row {
    @Id
    @Column(name = "ledger_account_id")
    private UUID id;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind", updatable = false)
    private AccountKind kind;

    @Column(name = "subject", updatable = false)
    private String subject;

    @Column(name = "currency", updatable = false)
    private String currency;

    @Column(name = "debits", updatable = false)
    private long debits;

    @Column(name = "credits", updatable = false)
    private long credits;

    protected LedgerAccountEntity() {}

    /** The same account has the same id, so that nobody has to look it up. */
    static UUID idOf(LedgerAccount account) {
        String name = account.kind() + " " + account.currency() + " " + account.subject();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    static LedgerAccountEntity empty(LedgerAccount account) {
        LedgerAccountEntity entity = new LedgerAccountEntity();
        entity.id = idOf(account);
        entity.kind = account.kind();
        entity.subject = account.subject();
        entity.currency = account.currency();
        return entity;
    }

    LedgerAccount toAccount() {
        return new LedgerAccount(kind, subject, currency);
    }

    Balance toBalance() {
        return new Balance(toAccount(), debits, credits);
    }
}
