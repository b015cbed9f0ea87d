package org.p2pvps.persistence.market;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.market.Listing;
import org.p2pvps.api.market.ListingState;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps listings. */
@Component(service = ListingStore.class)
public final class JpaListingStore extends JpaStore<Listing, ListingEntity> implements ListingStore {
    @Activate
    public JpaListingStore(@Reference JpaTransactions transactions) {
        super(transactions, ListingEntity.class, ListingEntity::from, ListingEntity::toRecord, "createdAt");
    }

    @Override
    public List<Listing> listed() {
        return list("e.state = ?1", ListingState.LISTED);
    }

    @Override
    public List<Listing> listedOf(UUID deviceId) {
        return list("e.listedDeviceId = ?1", deviceId);
    }

    @Override
    public Optional<Listing> byReference(String market, String reference) {
        return list("e.market = ?1 and e.reference = ?2", market, reference).stream()
                .reduce((older, newer) -> newer);
    }
}
