package org.p2pvps.persistence.rental;

import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.rental.Settlement;
import org.p2pvps.api.rental.SettlementStore;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps settlements. */
@Component(service = SettlementStore.class)
public final class JpaSettlementStore extends JpaStore<Settlement, SettlementEntity> implements SettlementStore {
    @Activate
    public JpaSettlementStore(@Reference JpaTransactions transactions) {
        super(transactions, SettlementEntity.class, SettlementEntity::from, SettlementEntity::toRecord, "id");
    }

    @Override
    public void put(Settlement settlement) {
        insert(settlement);
    }

    @Override
    public void putRuled(Settlement settlement) {
        run(entityManager -> entityManager.merge(SettlementEntity.ruled(settlement)));
    }

    @Override
    public boolean isRuled(UUID orderId) {
        return one("e.id = ?1 and e.ruled = true", orderId).isPresent();
    }

    @Override
    public Optional<Settlement> byOrder(UUID orderId) {
        return find(orderId);
    }
}
