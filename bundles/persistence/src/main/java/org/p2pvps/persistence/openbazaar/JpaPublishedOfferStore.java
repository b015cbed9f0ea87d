package org.p2pvps.persistence.openbazaar;

import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.openbazaar.PublishedOffer;
import org.p2pvps.api.openbazaar.PublishedOfferStore;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps them. */
@Component(service = PublishedOfferStore.class)
public final class JpaPublishedOfferStore extends JpaStore<PublishedOffer, PublishedOfferEntity>
        implements PublishedOfferStore {
    @Activate
    public JpaPublishedOfferStore(@Reference JpaTransactions transactions) {
        super(
                transactions,
                PublishedOfferEntity.class,
                PublishedOfferEntity::from,
                PublishedOfferEntity::toRecord,
                "publishedAt");
    }

    @Override
    public void put(PublishedOffer offer) {
        run(entityManager -> entityManager.merge(PublishedOfferEntity.from(offer)));
    }

    @Override
    public void forget(UUID id) {
        delete("e.id = ?1", id);
    }
}
