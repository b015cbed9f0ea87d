package org.p2pvps.rental;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.market.ExtendableRental;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.RentalStore;

/** Which of the rentals that a market sold can be extended. Asked for often, so it takes three queries however many there are. */
@Component(service = ExtendableRentals.class)
public final class ExtendableRentals {
    private final OrderStore orders;
    private final DeviceStore devices;
    private final RentalStore rentals;
    private final Terms terms;

    @Activate
    public ExtendableRentals(
            @Reference OrderStore orders,
            @Reference DeviceStore devices,
            @Reference RentalStore rentals,
            @Reference Terms terms) {
        this.orders = orders;
        this.devices = devices;
        this.rentals = rentals;
        this.terms = terms;
    }

    List<ExtendableRental> of(String market) {
        Map<UUID, Order> sold = orders.byState(OrderState.FULFILLED).stream()
                .filter(order ->
                        order.market().equals(market) && !order.listing().isEmpty())
                .collect(Collectors.toMap(Order::id, Function.identity()));
        Map<UUID, Device> rented =
                devices.byState(DeviceState.RENTED).stream().collect(Collectors.toMap(Device::id, Function.identity()));
        return rentals.byState(RentalState.ACTIVE).stream()
                .filter(rental -> sold.containsKey(rental.orderId()) && rented.containsKey(rental.deviceId()))
                .map(rental -> extendable(rental, sold.get(rental.orderId()), rented.get(rental.deviceId())))
                .filter(rental -> rental.hours() > 0)
                .toList();
    }

    private ExtendableRental extendable(Rental rental, Order first, Device device) {
        return new ExtendableRental(
                rental.id(),
                device,
                first.listing(),
                Ordering.atTheSameRate(first, 1),
                terms.extendableHours(device, rental),
                rental.endsAt());
    }
}
