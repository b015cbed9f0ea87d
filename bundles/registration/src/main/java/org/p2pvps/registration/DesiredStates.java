package org.p2pvps.registration;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.AccountKeyStore;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.protocol.DesiredState;
import org.p2pvps.protocol.DesiredState.Phase;
import org.p2pvps.protocol.ErrorCode;
import org.p2pvps.protocol.Limits;

/** What the server wants a device to be, read from the database each time. */
@Component(service = DesiredStates.class)
public final class DesiredStates {
    private final DeviceStore devices;
    private final RentalStore rentals;
    private final OrderStore orders;
    private final AccountKeyStore accountKeys;
    private final DeviceLimits limits;

    @Activate
    public DesiredStates(
            @Reference DeviceStore devices,
            @Reference RentalStore rentals,
            @Reference OrderStore orders,
            @Reference AccountKeyStore accountKeys,
            @Reference DeviceLimits limits) {
        this.devices = devices;
        this.rentals = rentals;
        this.orders = orders;
        this.accountKeys = accountKeys;
        this.limits = limits;
    }

    DesiredState of(UUID deviceId) {
        return of(devices.find(deviceId)
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such device.")));
    }

    private DesiredState of(Device device) {
        if (device.hardware() == null) {
            throw new ProblemException(ErrorCode.RESET_REQUIRED, "Register before checking in.");
        }
        Optional<Rental> rental = rentals.activeOf(device.id());
        Phase phase = phaseOf(device);
        Instant until = rental.map(Rental::endsAt).orElse(null);
        List<String> keys = rental.map(this::keysOf).orElse(List.of());
        Limits allowed = limits.of(device.hardware());
        String revision =
                device.generation() + "-" + phase + "-" + Integer.toHexString(Objects.hash(until, keys, allowed));
        return new DesiredState(revision, device.generation(), phase, until, keys, allowed);
    }

    /** Those given with the order, and those of the renter's account. */
    private List<String> keysOf(Rental rental) {
        Stream<String> ordered =
                orders.find(rental.orderId()).map(Order::sshKeys).stream().flatMap(String::lines);
        Stream<String> held = accountKeys.byAccount(rental.renterId()).stream()
                .map(key -> key.key().line());
        return Stream.concat(ordered, held).distinct().toList();
    }

    private static Phase phaseOf(Device device) {
        return switch (device.state()) {
            case PREPARING, READY, RENTED -> Phase.RUN;
            case NEW, RESETTING -> Phase.RESET;
            case RETIRED -> Phase.RETIRED;
        };
    }
}
