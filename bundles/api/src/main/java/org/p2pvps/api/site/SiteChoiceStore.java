package org.p2pvps.api.site;

import java.util.List;
import org.p2pvps.api.Store;

/** Keeps renters' choices for their sites. */
public interface SiteChoiceStore extends Store<SiteChoice> {
    /** The choices for rentals that run. */
    List<ChosenSite> ofActiveRentals();

    /** A choice, with the leased subdomain that it is for. */
    record ChosenSite(String subdomain, TlsMode tls, boolean redirect) {}
}
