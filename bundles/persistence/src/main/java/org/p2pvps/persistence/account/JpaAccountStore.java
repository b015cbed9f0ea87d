package org.p2pvps.persistence.account;

import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.api.account.Role;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps accounts. */
@Component(service = AccountStore.class)
public final class JpaAccountStore extends JpaStore<Account, AccountEntity> implements AccountStore {
    @Activate
    public JpaAccountStore(@Reference JpaTransactions transactions) {
        super(transactions, AccountEntity.class, AccountEntity::from, AccountEntity::toRecord, "createdAt");
    }

    @Override
    public Optional<Account> byEmail(String email) {
        return one("e.email = ?1", email.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean hasAdmin() {
        return !first(1, "?1 member of e.roles", Role.ADMIN).isEmpty();
    }
}
