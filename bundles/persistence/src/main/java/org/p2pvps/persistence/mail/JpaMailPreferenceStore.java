package org.p2pvps.persistence.mail;

import java.util.Set;
import java.util.UUID;
import javax.persistence.EntityManager;
import javax.persistence.LockModeType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.mail.MailPreferenceStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps which mails people do not want. */
@Component(service = MailPreferenceStore.class)
public final class JpaMailPreferenceStore implements MailPreferenceStore {
    private final JpaTransactions transactions;

    @Activate
    public JpaMailPreferenceStore(@Reference JpaTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Set<MailKind> muted(UUID accountId) {
        return transactions.with(entityManager -> {
            MailPreferenceEntity kept = entityManager.find(MailPreferenceEntity.class, accountId);
            return kept == null ? Set.of() : kept.muted();
        });
    }

    @Override
    public void mute(UUID accountId, MailKind kind, boolean muted) {
        transactions.with(entityManager -> {
            MailPreferenceEntity preference = locked(entityManager, accountId);
            Set<MailKind> kinds = preference.muted();
            if (muted) {
                kinds.add(kind);
            } else {
                kinds.remove(kind);
            }
            preference.mute(kinds);
            return entityManager.merge(preference);
        });
    }

    private static MailPreferenceEntity locked(EntityManager entityManager, UUID accountId) {
        MailPreferenceEntity kept =
                entityManager.find(MailPreferenceEntity.class, accountId, LockModeType.PESSIMISTIC_WRITE);
        return kept == null ? new MailPreferenceEntity(accountId) : kept;
    }
}
