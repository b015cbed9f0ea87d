package org.p2pvps.api.rental;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Account;
import org.p2pvps.protocol.ErrorCode;

/**
 * A renter's wish to have a device for some hours: as a rental of its own, or added to one that runs.
 *
 * @param market the name of the market it came from
 * @param externalId the market's own id for it; unique within the market
 * @param listing the reference of the listing that was bought; empty if it did not come by one
 * @param reference what the renter names when paying; unique
 * @param extendedRentalId the rental to add the hours to; null for a rental of its own
 * @param total the agreed price
 * @param sshKeys keys to accept besides the password, one a line, OpenSSH's form; may be empty
 * @param contact where mails about it go; null for the renter's account
 * @param payBy when an unpaid order expires
 * @param startsAt where its hours begin; null until it is fulfilled
 * @param deliveredAt when the market had handed over the credentials; null until then
 */
public record Order(
        UUID id,
        UUID deviceId,
        UUID renterId,
        String market,
        String externalId,
        String listing,
        String reference,
        UUID extendedRentalId,
        int hours,
        Money total,
        String sshKeys,
        String contact,
        OrderState state,
        Instant createdAt,
        Instant payBy,
        Instant startsAt,
        Instant deliveredAt) {

    /** The one way from state to state. */
    public Order to(OrderState next) {
        if (!state.allows(next)) {
            throw new ProblemException(
                    ErrorCode.ORDER_NOT_PAYABLE, "An order that is " + state + " can't become " + next + ".");
        }
        return with(next, total, startsAt, deliveredAt);
    }

    /** Paid: its hours begin at {@code start}. */
    public Order fulfilled(Instant start) {
        return to(OrderState.FULFILLED).with(OrderState.FULFILLED, total, start, null);
    }

    /** Free of charge. */
    public Order granted() {
        return with(state, total.of(0), startsAt, deliveredAt);
    }

    /** Its credentials were handed over. */
    public Order delivered(Instant now) {
        return with(state, total, startsAt, now);
    }

    /** Where its hours end; null until it is fulfilled. */
    public Instant endsAt() {
        return startsAt == null ? null : startsAt.plus(Duration.ofHours(hours));
    }

    /** Where mails about it go, if anywhere. */
    public Optional<String> mailAddress(Account renter) {
        return contact == null ? renter.mailAddress() : Optional.of(contact);
    }

    private Order with(OrderState newState, Money newTotal, Instant newStartsAt, Instant newDeliveredAt) {
        return new Order(
                id,
                deviceId,
                renterId,
                market,
                externalId,
                listing,
                reference,
                extendedRentalId,
                hours,
                newTotal,
                sshKeys,
                contact,
                newState,
                createdAt,
                payBy,
                newStartsAt,
                newDeliveredAt);
    }
}
