package org.p2pvps.api.openbazaar;

import java.util.UUID;
import org.p2pvps.api.Store;

/** Keeps what was put up. */
public interface PublishedOfferStore extends Store<PublishedOffer> {
    /** Keeps it, in place of what was kept for its slug. */
    void put(PublishedOffer offer);

    /** Forgets it. Forgetting what is not there changes nothing. */
    void forget(UUID id);
}
