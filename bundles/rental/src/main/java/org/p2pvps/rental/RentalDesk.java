package org.p2pvps.rental;

import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.Rentals;

/** The front desk for markets, resources and commands: orders at one counter, rentals at the other. */
@Component
public final class RentalDesk implements Rentals {
    private final Ordering ordering;
    private final Payment payment;
    private final RentalEnd end;

    @Activate
    public RentalDesk(@Reference Ordering ordering, @Reference Payment payment, @Reference RentalEnd end) {
        this.ordering = ordering;
        this.payment = payment;
        this.end = end;
    }

    @Override
    public Order order(String market, UUID deviceId, UUID renterId, int hours, List<String> sshKeys) {
        Order order = ordering.order(market, deviceId, renterId, hours, SshKeys.text(sshKeys));
        return order.total().amount() == 0 ? payment.paid(order.id()) : order;
    }

    @Override
    public Order paid(UUID orderId) {
        return payment.paid(orderId);
    }

    @Override
    public Order refunded(UUID orderId) {
        return payment.refunded(orderId);
    }

    @Override
    public Order cancel(UUID orderId) {
        return ordering.cancel(orderId);
    }

    @Override
    public Rental end(UUID rentalId) {
        return end.end(rentalId);
    }
}
