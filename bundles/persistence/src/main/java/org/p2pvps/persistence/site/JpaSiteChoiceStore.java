package org.p2pvps.persistence.site;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.site.SiteChoice;
import org.p2pvps.api.site.SiteChoiceStore;
import org.p2pvps.api.site.TlsMode;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps renters' choices for their sites. */
@Component(service = SiteChoiceStore.class)
public final class JpaSiteChoiceStore extends JpaStore<SiteChoice, SiteChoiceEntity> implements SiteChoiceStore {
    private static final String OF_ACTIVE = "select l.activeSubdomain, e.tls, e.redirect"
            + " from SiteChoiceEntity e, RentalEntity r, LeaseEntity l"
            + " where r.id = e.id and l.id = r.leaseId and r.activeDeviceId is not null and l.activeSubdomain is not null";

    @Activate
    public JpaSiteChoiceStore(@Reference JpaTransactions transactions) {
        super(transactions, SiteChoiceEntity.class, SiteChoiceEntity::from, SiteChoiceEntity::toRecord, "id");
    }

    @Override
    public List<ChosenSite> ofActiveRentals() {
        return call(entityManager -> entityManager.createQuery(OF_ACTIVE, Object[].class).getResultList().stream()
                .map(row -> new ChosenSite((String) row[0], (TlsMode) row[1], (Boolean) row[2]))
                .toList());
    }
}
