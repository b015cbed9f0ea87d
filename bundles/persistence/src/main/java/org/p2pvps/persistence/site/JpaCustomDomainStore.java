package org.p2pvps.persistence.site;

import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.site.CustomDomain;
import org.p2pvps.api.site.CustomDomainStore;
import org.p2pvps.api.site.DomainState;
import org.p2pvps.persistence.JpaStore;
import org.p2pvps.persistence.JpaTransactions;

/** Keeps renters' own domains. */
@Component(service = CustomDomainStore.class)
public final class JpaCustomDomainStore extends JpaStore<CustomDomain, CustomDomainEntity>
        implements CustomDomainStore {
    private static final String OF_ACTIVE = "select e.verifiedName, l.activeSubdomain"
            + " from CustomDomainEntity e, RentalEntity r, LeaseEntity l"
            + " where r.id = e.rentalId and l.id = r.leaseId and e.verifiedName is not null"
            + " and r.activeDeviceId is not null and l.activeSubdomain is not null";

    @Activate
    public JpaCustomDomainStore(@Reference JpaTransactions transactions) {
        super(
                transactions,
                CustomDomainEntity.class,
                CustomDomainEntity::from,
                CustomDomainEntity::toRecord,
                "createdAt");
    }

    @Override
    public List<CustomDomain> byRental(UUID rentalId) {
        return list("e.rentalId = ?1 and e.state <> ?2", rentalId, DomainState.REMOVED);
    }

    @Override
    public List<CustomDomain> orphaned() {
        return list(
                "e.state <> ?1 and e.rentalId in (select r.id from RentalEntity r where r.activeDeviceId is null)",
                DomainState.REMOVED);
    }

    @Override
    public List<MappedDomain> ofActiveRentals() {
        return call(entityManager -> entityManager.createQuery(OF_ACTIVE, Object[].class).getResultList().stream()
                .map(row -> new MappedDomain((String) row[0], (String) row[1]))
                .toList());
    }
}
