package org.p2pvps.persistence.account;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.account.AccountKey;
import org.p2pvps.api.account.SshPublicKey;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;

/** A person's SSH key as it is kept. */
@Entity
@Table(name = "account_key")
public class AccountKeyEntity extends Row {
    @Id
    @Column(name = "account_key_id")
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "name")
    private String name;

    @Column(name = "ssh_key")
    private String key;

    @Column(name = "fingerprint")
    private String fingerprint;

    @Column(name = "created_at")
    private Instant createdAt;

    protected AccountKeyEntity() {}

    static AccountKeyEntity from(AccountKey record) {
        AccountKeyEntity entity = new AccountKeyEntity();
        entity.id = record.id();
        entity.accountId = record.accountId();
        entity.name = record.name();
        entity.key = record.key().line();
        entity.fingerprint = record.fingerprint();
        entity.createdAt = Kept.instant(record.createdAt());
        return entity;
    }

    AccountKey toRecord() {
        return new AccountKey(id, accountId, name, SshPublicKey.parse(key), fingerprint, createdAt);
    }
}
