package org.p2pvps.rental;

import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.Money;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.rental.ledger.Ledger;

/** Shows orders and rentals together with what people want to know beside them. */
@Component(service = ContractView.class)
public final class ContractView {
    private final OrderStore orders;
    private final RentalStore rentals;
    private final DeviceStore devices;
    private final Ledger ledger;
    private final Terms terms;
    private final MoreHours moreHours;
    private final Renewals renewals;

    @Activate
    public ContractView(
            @Reference OrderStore orders,
            @Reference RentalStore rentals,
            @Reference DeviceStore devices,
            @Reference Ledger ledger,
            @Reference Terms terms,
            @Reference MoreHours moreHours,
            @Reference Renewals renewals) {
        this.orders = orders;
        this.rentals = rentals;
        this.devices = devices;
        this.ledger = ledger;
        this.terms = terms;
        this.moreHours = moreHours;
        this.renewals = renewals;
    }

    RentalJson of(Rental rental, Caller caller) {
        Device device = devices.find(rental.deviceId()).orElseThrow();
        Order first = orders.find(rental.orderId()).orElseThrow();
        int extendable = moreHours.mayExtend(rental, caller) ? terms.extendableHours(device, rental) : 0;
        int renewable = moreHours.mayRenew(rental, caller) ? renewals.longestHours(device, first) : 0;
        return RentalJson.of(rental, device.name(), first, extendable, renewable);
    }

    OrderJson of(Order order) {
        Device device = devices.find(order.deviceId()).orElseThrow();
        return OrderJson.of(order, device, rentalId(order), paid(order));
    }

    private UUID rentalId(Order order) {
        boolean isExtension = order.extendedRentalId() != null;
        return isExtension && order.startsAt() != null
                ? order.extendedRentalId()
                : rentals.byOrder(order.id()).map(Rental::id).orElse(null);
    }

    private Money paid(Order order) {
        return order.state() == OrderState.AWAITING_PAYMENT
                ? ledger.deposit(order)
                : order.total().of(0);
    }
}
