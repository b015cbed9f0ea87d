package org.p2pvps.persistence.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.account.AccessToken;
import org.p2pvps.api.account.AccessTokenStore;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps sessions and API tokens. */
@Component(service = AccessTokenStore.class)
public final class JpaAccessTokenStore extends JpaStore<AccessToken, AccessTokenEntity> implements AccessTokenStore {
    @Activate
    public JpaAccessTokenStore(@Reference JpaTransactions transactions) {
        super(transactions, AccessTokenEntity.class, AccessTokenEntity::from, AccessTokenEntity::toRecord, "createdAt");
    }

    @Override
    public Optional<AccessToken> byHash(String hash) {
        return one("e.hash = ?1", hash);
    }

    @Override
    public List<AccessToken> byAccount(UUID accountId) {
        return list("e.accountId = ?1", accountId);
    }

    @Override
    public void delete(UUID id) {
        delete("e.id = ?1", id);
    }

    @Override
    public void deleteByAccount(UUID accountId, UUID keep) {
        if (keep == null) {
            delete("e.accountId = ?1", accountId);
        } else {
            delete("e.accountId = ?1 and e.id <> ?2", accountId, keep);
        }
    }

    @Override
    public void deleteExpired(Instant now) {
        delete("e.expiresAt < ?1", now);
    }
}
