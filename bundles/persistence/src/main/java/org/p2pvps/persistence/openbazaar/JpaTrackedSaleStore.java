package org.p2pvps.persistence.openbazaar;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.openbazaar.SaleProgress;
import org.p2pvps.api.openbazaar.TrackedSale;
import org.p2pvps.api.openbazaar.TrackedSaleStore;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps them. */
@Component(service = TrackedSaleStore.class)
public final class JpaTrackedSaleStore extends JpaStore<TrackedSale, TrackedSaleEntity> implements TrackedSaleStore {
    @Activate
    public JpaTrackedSaleStore(@Reference JpaTransactions transactions) {
        super(transactions, TrackedSaleEntity.class, TrackedSaleEntity::from, TrackedSaleEntity::toRecord, "seenAt");
    }

    @Override
    public List<TrackedSale> byProgress(SaleProgress progress) {
        return list("e.progress = ?1", progress);
    }
}
