package org.p2pvps.persistence.account;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.account.AccountKey;
import org.p2pvps.api.account.AccountKeyStore;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps people's SSH keys. */
@Component(service = AccountKeyStore.class)
public final class JpaAccountKeyStore extends JpaStore<AccountKey, AccountKeyEntity> implements AccountKeyStore {
    @Activate
    public JpaAccountKeyStore(@Reference JpaTransactions transactions) {
        super(transactions, AccountKeyEntity.class, AccountKeyEntity::from, AccountKeyEntity::toRecord, "createdAt");
    }

    @Override
    public List<AccountKey> byAccount(UUID accountId) {
        return list("e.accountId = ?1", accountId);
    }

    /** Two columns, not whole records: it is asked for often. */
    @Override
    public Map<String, UUID> holders() {
        return call(entityManager -> entityManager
                .createQuery("select e.fingerprint, e.accountId from AccountKeyEntity e", Object[].class)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (UUID) row[1])));
    }

    @Override
    public void delete(UUID id) {
        delete("e.id = ?1", id);
    }
}
