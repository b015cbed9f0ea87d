package org.p2pvps.api.market;

import org.p2pvps.api.device.Device;

/**
 * A place where rentals are sold. A whiteboard: any number may be installed at once; a device is listed on all of them and sold
 * once.
 *
 * <p>No method waits for a network: a market that talks to another system notes the wish, works it off in a thread of its own, and
 * says {@code PENDING} meanwhile. What is pending is asked again every few seconds until it is done, also after a crash, so a market
 * need not remember wishes.
 */
public interface Market {
    /** A short lower-case word, as in {@code direct}; it is kept with every listing and order. */
    String name();

    /**
     * Offers the device for rent. Repeating it changes nothing.
     *
     * @return the market's own reference for it
     */
    String publish(Device device);

    /** Takes the offer down. Repeating it changes nothing. */
    void withdraw(String reference);

    /**
     * Sends money back to a buyer. Called again until it is done; a request is known by its key, so that it is paid once.
     *
     * @return {@code NEEDS_ADMIN} makes it a task for the admin with the exact amount. A market that can do it after all reports
     *     {@link OrderDesk#refunded}
     */
    RefundAnswer refund(RefundRequest request);

    /**
     * Hands an order's credentials to its buyer by the market's own means; they are also mailed if an address is known. Called
     * again until it is done, and once for each order that extends a rental.
     *
     * @return whether it is done; false while the market is at it
     */
    boolean deliver(Delivery delivery);

    /** How it is just now, from what it knows; asks nobody. */
    default MarketStatus status() {
        return MarketStatus.UP;
    }
}
