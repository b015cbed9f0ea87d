package org.p2pvps.persistence.account;

import java.time.Instant;
import java.util.UUID;
import javax.persistence.Column;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.Table;
import org.p2pvps.api.account.AccessToken;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;

/** A session or API token as it is kept. */
@Entity
@Table(name = "access_token")
public class AccessTokenEntity extends Row {
    @Id
    @Column(name = "access_token_id")
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    private AccessToken.Kind kind;

    @Column(name = "name")
    private String name;

    @Column(name = "token_hash")
    private String hash;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected AccessTokenEntity() {}

    static AccessTokenEntity from(AccessToken record) {
        AccessTokenEntity entity = new AccessTokenEntity();
        entity.id = record.id();
        entity.accountId = record.accountId();
        entity.kind = record.kind();
        entity.name = record.name();
        entity.hash = record.hash();
        entity.createdAt = Kept.instant(record.createdAt());
        entity.expiresAt = Kept.instant(record.expiresAt());
        return entity;
    }

    AccessToken toRecord() {
        return new AccessToken(id, accountId, kind, name, hash, createdAt, expiresAt);
    }
}
