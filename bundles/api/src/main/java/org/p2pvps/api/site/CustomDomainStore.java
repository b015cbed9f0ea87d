package org.p2pvps.api.site;

import java.util.List;
import java.util.UUID;
import org.p2pvps.api.Store;

/** Keeps renters' own domains. A name is verified for one rental at most. */
public interface CustomDomainStore extends Store<CustomDomain> {
    /** The rental's domains that were not removed. */
    List<CustomDomain> byRental(UUID rentalId);

    /** Domains that were not removed although their rental ended. */
    List<CustomDomain> orphaned();

    /** The verified domains of rentals that run. */
    List<MappedDomain> ofActiveRentals();

    /** A verified domain, and the leased subdomain that it stands for. */
    record MappedDomain(String name, String subdomain) {}
}
