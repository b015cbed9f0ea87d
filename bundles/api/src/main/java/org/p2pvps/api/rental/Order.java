package org.p2pvps.api.rental;

import java.time.Instant;
import java.util.UUID;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.protocol.ErrorCode;

/**
 * A renter's wish to rent a device for some hours.
 *
 * @param market the name of the market it came from
 * @param reference what the renter names when paying; unique
 * @param total hours times the hourly rate at the time of ordering
 * @param sshKeys keys to accept besides the password, one a line, OpenSSH's form; may be empty
 * @param payBy when an unpaid order expires
 */
public record Order(
        UUID id,
        UUID deviceId,
        UUID renterId,
        String market,
        String reference,
        int hours,
        Money total,
        String sshKeys,
        OrderState state,
        Instant createdAt,
        Instant payBy) {

    /** The one way from state to state. */
    public Order to(OrderState next) {
        if (!state.allows(next)) {
            throw new ProblemException(
                    ErrorCode.ORDER_NOT_PAYABLE, "An order that is " + state + " can't become " + next + ".");
        }
        return new Order(id, deviceId, renterId, market, reference, hours, total, sshKeys, next, createdAt, payBy);
    }
}
