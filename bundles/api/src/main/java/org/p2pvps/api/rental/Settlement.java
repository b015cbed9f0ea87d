package org.p2pvps.api.rental;

import java.util.List;
import java.util.UUID;
import org.p2pvps.api.Money;
import org.p2pvps.api.uptime.Interval;

/**
 * How the price of an order is divided, exactly: {@code price = earned + fee + marketFee + refunded}, to the unit.
 *
 * @param earned the owner's
 * @param fee the server's
 * @param marketFee what the market, a moderator and a network took, after a ruling; else 0
 * @param refunded the renter's, at least 0 and at most the price
 * @param paidSeconds the hours that were ordered, in seconds
 * @param chargedSeconds those that are charged: delivered, or given up by the renter without a claim
 * @param undeliveredSeconds those that the device was not there for while the rental ran; never charged
 * @param outages when that was; the evidence
 * @param reason why the rental ended; null for a preview while it runs
 */
public record Settlement(
        UUID orderId,
        Money price,
        Money earned,
        Money fee,
        Money marketFee,
        Money refunded,
        long paidSeconds,
        long chargedSeconds,
        long undeliveredSeconds,
        List<Interval> outages,
        EndReason reason) {

    public Settlement {
        outages = List.copyOf(outages);
        long kept = Math.addExact(Math.addExact(earned.amount(), fee.amount()), marketFee.amount());
        long parts = Math.addExact(kept, refunded.amount());
        boolean negative = earned.amount() < 0 || fee.amount() < 0 || marketFee.amount() < 0 || refunded.amount() < 0;
        if (negative || parts != price.amount()) {
            throw new IllegalArgumentException("A settlement divides the price, no more and no less.");
        }
    }
}
