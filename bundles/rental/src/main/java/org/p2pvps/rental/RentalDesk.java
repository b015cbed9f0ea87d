package org.p2pvps.rental;

import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.Money;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.Rentals;
import org.p2pvps.api.rental.Settlement;

/** The front desk for markets, resources and commands: orders at one counter, rentals at the other. */
@Component
public final class RentalDesk implements Rentals {
    private final Ordering ordering;
    private final Payments payments;
    private final Refunds refunds;
    private final RentalEnd end;
    private final Renewals renewals;
    private final Settling settling;

    @Activate
    public RentalDesk(
            @Reference Ordering ordering,
            @Reference Payments payments,
            @Reference Refunds refunds,
            @Reference RentalEnd end,
            @Reference Renewals renewals,
            @Reference Settling settling) {
        this.ordering = ordering;
        this.payments = payments;
        this.refunds = refunds;
        this.end = end;
        this.renewals = renewals;
        this.settling = settling;
    }

    @Override
    public Order order(String market, UUID deviceId, UUID renterId, int hours, List<String> sshKeys) {
        return free(ordering.order(market, deviceId, renterId, hours, SshKeys.text(sshKeys)));
    }

    @Override
    public Order extend(UUID rentalId, int hours) {
        return free(ordering.extend(rentalId, hours));
    }

    @Override
    public Rental renew(UUID rentalId, int hours) {
        return renewals.renew(rentalId, hours);
    }

    private Order free(Order order) {
        return order.total().amount() == 0 ? payments.granted(order.id()) : order;
    }

    @Override
    public Order paid(UUID orderId, String reference, Money amount) {
        return payments.paid(orderId, reference, amount);
    }

    @Override
    public Order granted(UUID orderId) {
        return payments.granted(orderId);
    }

    @Override
    public Order refunded(UUID orderId, String reference) {
        return refunds.allSent(orderId, reference);
    }

    @Override
    public Order cancel(UUID orderId) {
        return payments.givenUp(orderId, OrderState.CANCELLED);
    }

    @Override
    public Rental end(UUID rentalId, EndReason reason) {
        return end.end(rentalId, reason);
    }

    @Override
    public Settlement settlement(UUID orderId) {
        return settling.settlement(orderId);
    }
}
