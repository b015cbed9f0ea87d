package org.p2pvps.rental;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.p2pvps.api.Money;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderState;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.protocol.ErrorCode;

/** Takes orders, and gives up those that are not paid. An order does not reserve: who pays first, rents. */
@Component(service = Ordering.class, configurationPid = RentalConfig.PID)
@Designate(ocd = RentalConfig.class)
public final class Ordering {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long REFERENCES = 1L << 40;

    private final DeviceStore devices;
    private final ListingStore listings;
    private final OrderStore orders;
    private final int longestHours;
    private final Duration payWithin;
    private final Clock clock;

    @Activate
    public Ordering(
            @Reference DeviceStore devices,
            @Reference ListingStore listings,
            @Reference OrderStore orders,
            RentalConfig config) {
        this(
                devices,
                listings,
                orders,
                config.longestHours(),
                Duration.ofHours(config.payWithinHours()),
                Clock.systemUTC());
    }

    Ordering(
            DeviceStore devices,
            ListingStore listings,
            OrderStore orders,
            int longestHours,
            Duration payWithin,
            Clock clock) {
        this.devices = devices;
        this.listings = listings;
        this.orders = orders;
        this.longestHours = longestHours;
        this.payWithin = payWithin;
        this.clock = clock;
    }

    Order order(String market, UUID deviceId, UUID renterId, int hours, String sshKeys) {
        if (hours < 1 || hours > longestHours) {
            throw new ProblemException(ErrorCode.FIELD_INVALID, "hours: 1 to " + longestHours + " are possible.");
        }
        Device device = devices.find(deviceId)
                .filter(found ->
                        found.purpose() == Purpose.FOR_RENT || found.ownerId().equals(renterId))
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such device."));
        requireAvailable(device, market);
        Instant now = clock.instant();
        Order order = new Order(
                UUID.randomUUID(),
                deviceId,
                renterId,
                market,
                reference(),
                hours,
                total(device, hours),
                sshKeys,
                OrderState.AWAITING_PAYMENT,
                now,
                now.plus(payWithin));
        orders.insert(order);
        return order;
    }

    Order cancel(UUID orderId) {
        return orders.update(
                orderId, found -> found.state() == OrderState.CANCELLED ? found : found.to(OrderState.CANCELLED));
    }

    /** Gives up the orders that were not paid in time. */
    void expire() {
        Instant now = clock.instant();
        orders.byState(OrderState.AWAITING_PAYMENT).stream()
                .filter(order -> order.payBy().isBefore(now))
                .forEach(order -> orders.update(order.id(), Ordering::expired));
    }

    private static Order expired(Order order) {
        return order.state() == OrderState.AWAITING_PAYMENT ? order.to(OrderState.EXPIRED) : order;
    }

    private void requireAvailable(Device device, String market) {
        boolean offered = device.purpose() == Purpose.OWN_USE
                || listings.listedOf(device.id()).stream()
                        .anyMatch(listing -> listing.market().equals(market));
        if (device.state() != DeviceState.READY || !offered) {
            throw new ProblemException(
                    ErrorCode.DEVICE_NOT_AVAILABLE,
                    "This device can't be rented at present. Look at the market again.");
        }
    }

    private static Money total(Device device, int hours) {
        return device.purpose() == Purpose.OWN_USE
                ? device.hourlyRate().times(0)
                : device.hourlyRate().times(hours);
    }

    private static String reference() {
        return "P2P-"
                + Long.toString(REFERENCES + RANDOM.nextLong(REFERENCES), Character.MAX_RADIX)
                        .toUpperCase(Locale.ROOT);
    }
}
