package org.p2pvps.rental.ledger;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.p2pvps.api.Money;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.Settlement;
import org.p2pvps.api.uptime.Undelivered;

/**
 * Divides a price. What a second costs is rounded down, and so is the fee: the odd unit is the renter's, then the owner's. All
 * parts together are the price.
 *
 * @param policy what a renter pays who ends early
 * @param feeBasisPoints the server's share of what is charged, in hundredths of a percent, 0 to 10,000
 */
public record Division(EarlyEnd policy, int feeBasisPoints) {
    private static final int WHOLE = 10_000;
    private static final long HOUR = 3_600;

    public Division {
        if (feeBasisPoints < 0 || feeBasisPoints > WHOLE) {
            throw new IllegalArgumentException("feeBasisPoints: 0 to 10000.");
        }
    }

    /**
     * The settlement of an order whose rental ended.
     *
     * @param price what was paid for it
     * @param endedAt when the rental ended
     * @param undelivered what was missing of it between the order's start and the rental's end
     */
    public Settlement settlement(Order order, Money price, Instant endedAt, EndReason reason, Undelivered undelivered) {
        long paid = order.hours() * HOUR;
        long ran = Math.min(
                paid, Math.max(0, Duration.between(order.startsAt(), endedAt).toSeconds()));
        long missing = Math.min(ran, undelivered.seconds());
        long charged = owed(paid, ran, reason) - missing;
        Money gross = price.of(share(price.amount(), charged, paid));
        Money fee = fee(gross);
        return new Settlement(
                order.id(),
                price,
                gross.minus(fee),
                fee,
                price.of(0),
                price.minus(gross),
                paid,
                charged,
                missing,
                undelivered.outages(),
                reason);
    }

    /** The server's share of what is charged. */
    public Money fee(Money gross) {
        return gross.of(share(gross.amount(), feeBasisPoints, WHOLE));
    }

    private long owed(long paid, long ran, EndReason reason) {
        return switch (reason) {
            case TERM, OWNER, ADMIN, UNDELIVERED -> ran;
            case RENTER ->
                switch (policy) {
                    case NONE -> paid;
                    case STARTED_HOURS -> (ran + HOUR - 1) / HOUR * HOUR;
                    case PRO_RATA -> ran;
                };
        };
    }

    /** {@code amount * part / whole}, rounded down, without overflow. */
    private static long share(long amount, long part, long whole) {
        if (Math.multiplyHigh(amount, part) == 0 && amount * part >= 0) {
            return amount * part / whole;
        }
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(part))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }
}
