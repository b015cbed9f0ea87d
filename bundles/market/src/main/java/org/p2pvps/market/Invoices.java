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
import org.p2pvps.api.rental.PaymentStore;
import org.p2pvps.api.rental.RefundStore;
import org.p2pvps.api.rental.Rentals;
import org.p2pvps.protocol.ErrorCode;

/** The invoices of the direct market, and what is done about them. */
@Component(service = Invoices.class)
public final class Invoices {
    private final OrderStore orders;
    private final DeviceStore devices;
    private final PaymentStore payments;
    private final RefundStore refunds;
    private final Rentals rentals;

    @Activate
    public Invoices(
            @Reference OrderStore orders,
            @Reference PaymentStore payments,
            @Reference RefundStore refunds,
            @Reference DeviceStore devices,
            @Reference Rentals rentals) {
        this.orders = orders;
        this.payments = payments;
        this.refunds = refunds;
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

    /**
     * A payment arrived. Less than the invoice waits for the rest, more goes back.
     *
     * @param reference what names the payment, such as a bank's id; each counts once. Null for the one payment of an invoice that
     *     is paid in one: confirming it again changes nothing
     */
    public Invoice confirm(UUID orderId, String reference, Money amount) {
        Order order = find(orderId);
        return invoice(rentals.paid(orderId, reference == null ? order.reference() : reference, amount));
    }

    /** The order is a gift. */
    public Invoice grant(UUID orderId) {
        return invoice(rentals.granted(find(orderId).id()));
    }

    /** What was to be paid back was paid back. */
    public Invoice refunded(UUID orderId) {
        return invoice(rentals.refunded(find(orderId).id(), ""));
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
        long paid = payments.byOrder(order.id()).stream()
                .mapToLong(payment -> payment.amount().amount())
                .sum();
        long toRefund = refunds.byOrder(order.id()).stream()
                .filter(refund -> refund.state().isOpen())
                .mapToLong(refund -> refund.amount().amount())
                .sum();
        return Invoice.of(
                order,
                order.total().of(paid),
                order.total().of(toRefund),
                devices.find(order.deviceId()).map(Device::name).orElse(""));
    }
}
