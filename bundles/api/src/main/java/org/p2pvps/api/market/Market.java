package org.p2pvps.api.market;

import org.p2pvps.api.device.Device;

/** A place where rentals are sold. A whiteboard: any number may be installed at once. */
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
}
