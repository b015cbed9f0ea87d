package org.p2pvps.api.market;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.p2pvps.api.Store;

/** Keeps listings. A device is listed at most once on each market. */
public interface ListingStore extends Store<Listing> {
    /** All listings that are listed now. */
    List<Listing> listed();

    List<Listing> listedOf(UUID deviceId);

    /** The newest listing, whatever became of it, that a market knows by this reference. */
    Optional<Listing> byReference(String market, String reference);
}
