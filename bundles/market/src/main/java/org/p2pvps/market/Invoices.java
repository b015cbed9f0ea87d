package org.p2pvps.market;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.Rentals;
import org.p2pvps.protocol.ErrorCode;

/** The invoices of the direct market, and what is done about them. */
@Component(service = Invoices.class)
public final class Invoices {
    private final OrderStore orders;
    private final DeviceStore devices;
    private final Rentals rentals;

    @Activate
    public Invoices(@Reference OrderStore orders, @Reference DeviceStore devices, @Reference Rentals rentals) {
        this.orders = orders;
        this.devices = devices;
        this.rentals = rentals;
    }

    /** Every invoice. */
    public List<Invoice> all() {
        return invoices(orders.all().stream());
    }

    /** Those the caller is to pay or to be paid; all for an admin. */
    List<Invoice> visibleTo(Caller caller) {
        if (caller.is(Role.ADMIN)) {
            return all();
        }
        return invoices(Stream.concat(orders.byRenter(caller.id()).stream(), orders.byOwner(caller.id()).stream())
                .distinct());
    }

    /** The payment arrived. Only the whole amount in the invoice's currency is taken. Confirming it again changes nothing. */
    public Invoice confirm(UUID orderId, Money amount) {
        Order order = find(orderId);
        if (!order.total().equals(amount)) {
            throw new ProblemException(
                    ErrorCode.PAYMENT_MISMATCH,
                    "The invoice is over " + order.total().amount() + " "
                            + order.total().currency() + " in minor units; exactly that can be confirmed.");
        }
        return invoice(rentals.paid(orderId));
    }

    /** What had been paid was paid back. */
    public Invoice refunded(UUID orderId) {
        return invoice(rentals.refunded(find(orderId).id()));
    }

    /** The order of an invoice. */
    public Order find(UUID orderId) {
        return orders.find(orderId)
                .filter(order -> order.market().equals(DirectMarket.NAME))
                .orElseThrow(
                        () -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such thing, or it is not yours."));
    }

    /** Passes for the owner of the ordered device, who gets the money, and for admins. */
    void requirePayee(UUID orderId, Caller caller) {
        UUID owner = devices.find(find(orderId).deviceId()).map(Device::ownerId).orElse(null);
        caller.mustBeAdminOr(owner);
    }

    private List<Invoice> invoices(Stream<Order> some) {
        return some.filter(order -> order.market().equals(DirectMarket.NAME))
                .map(this::invoice)
                .toList();
    }

    private Invoice invoice(Order order) {
        return Invoice.of(
                order, devices.find(order.deviceId()).map(Device::name).orElse(""));
    }
}
