package org.p2pvps.api.openbazaar;

import java.util.List;
import org.p2pvps.api.Store;

/** Keeps the store's orders. */
public interface TrackedSaleStore extends Store<TrackedSale> {
    /** Those in one of our states. */
    List<TrackedSale> byProgress(SaleProgress progress);
}
