package org.p2pvps.api.market;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.Money;
import org.p2pvps.api.device.Device;

/**
 * A running rental that was bought on a market and may go on, so that the market can sell its renter more hours.
 *
 * @param listing the reference of the listing by which it was bought
 * @param hourlyPrice as it was agreed, in the currency that was paid in; rounded up
 * @param hours by how many it can be extended now, at least 1
 * @param endsAt when it ends if it is not extended
 */
public record ExtendableRental(UUID id, Device device, String listing, Money hourlyPrice, int hours, Instant endsAt) {}
