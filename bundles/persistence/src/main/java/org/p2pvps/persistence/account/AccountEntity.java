package org.p2pvps.persistence.account;

import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import javax.persistence.CollectionTable;
import javax.persistence.Column;
import javax.persistence.ElementCollection;
import javax.persistence.Entity;
import javax.persistence.EnumType;
import javax.persistence.Enumerated;
import javax.persistence.Id;
import javax.persistence.JoinColumn;
import javax.persistence.Table;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.Role;
import org.p2pvps.persistence.Kept;
import org.p2pvps.persistence.Row;

/** An account as it is kept. */
@Entity
@Table(name = "account")
public class AccountEntity extends Row {
    @Id
    @Column(name = "account_id")
    private UUID id;

    @Column(name = "email")
    private String email;

    @Column(name = "name")
    private String name;

    @Column(name = "password_hash")
    private String passwordHash;

    @ElementCollection
    @CollectionTable(name = "account_role", joinColumns = @JoinColumn(name = "account_id"))
    @Enumerated(EnumType.STRING)
    @Column(name = "role")
    private Set<Role> roles;

    @Column(name = "created_at")
    private Instant createdAt;

    protected AccountEntity() {}

    static AccountEntity from(Account record) {
        AccountEntity entity = new AccountEntity();
        entity.id = record.id();
        entity.email = record.email().toLowerCase(Locale.ROOT);
        entity.name = record.name();
        entity.passwordHash = record.passwordHash();
        entity.roles = new HashSet<>(record.roles());
        entity.createdAt = Kept.instant(record.createdAt());
        return entity;
    }

    Account toRecord() {
        return new Account(id, email, name, passwordHash, Set.copyOf(roles), createdAt);
    }
}
