package org.p2pvps.rental;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.api.uptime.UptimeRecord;

/**
 * Ends rentals whose device stays away for longer than the server's terms allow. What an owner rents of their own runs on: nobody
 * else waits for it, and its end would destroy what is on it.
 */
@Component(service = Absences.class)
public final class Absences {
    private final DeviceStore devices;
    private final RentalStore rentals;
    private final RentalEnd end;
    private final UptimeRecord uptime;
    private final Terms terms;
    private final Clock clock;

    @Activate
    public Absences(
            @Reference DeviceStore devices,
            @Reference RentalStore rentals,
            @Reference RentalEnd end,
            @Reference UptimeRecord uptime,
            @Reference Terms terms) {
        this(devices, rentals, end, uptime, terms, Clock.systemUTC());
    }

    Absences(DeviceStore devices, RentalStore rentals, RentalEnd end, UptimeRecord uptime, Terms terms, Clock clock) {
        this.devices = devices;
        this.rentals = rentals;
        this.end = end;
        this.uptime = uptime;
        this.terms = terms;
        this.clock = clock;
    }

    /** Ends what has not been delivered for too long. */
    void endUndelivered() {
        terms.undeliveredAfter()
                .ifPresent(longest -> OneByOne.each(
                        "Ending the rental of device",
                        uptime.away(),
                        device -> device,
                        device -> endUndelivered(device, longest)));
    }

    private void endUndelivered(UUID deviceId, Duration longest) {
        rentals.activeOf(deviceId)
                .filter(rental -> isMissed(rental, longest))
                .ifPresent(
                        rental -> end.endIf(rental.id(), EndReason.UNDELIVERED, locked -> isMissed(locked, longest)));
    }

    /** Of a rental whose time is up nothing is left to be delivered: it ends as any other. */
    private boolean isMissed(Rental rental, Duration longest) {
        return clock.instant().isBefore(rental.endsAt())
                && !isOwners(rental)
                && uptime.absence(rental.deviceId(), rental.startedAt()).compareTo(longest) >= 0;
    }

    private boolean isOwners(Rental rental) {
        return devices.find(rental.deviceId())
                .filter(device -> device.ownerId().equals(rental.renterId()))
                .isPresent();
    }
}
