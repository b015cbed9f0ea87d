package org.p2pvps.rental;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.Purpose;
import org.p2pvps.api.device.Term;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;

/** For how long a device can be rented, and for how long it may be away meanwhile. */
@Component(service = Terms.class, configurationPid = RentalConfig.PID)
public final class Terms {
    private final int longestHours;
    private final Duration undeliveredAfter;
    private final Clock clock;

    @Activate
    public Terms(RentalConfig config) {
        this(
                Math.min(Term.MOST_HOURS, Math.max(1, config.longestHours())),
                Duration.ofHours(config.undeliveredAfterHours()),
                Clock.systemUTC());
    }

    Terms(int longestHours, Duration undeliveredAfter, Clock clock) {
        this.longestHours = longestHours;
        this.undeliveredAfter = undeliveredAfter;
        this.clock = clock;
    }

    /**
     * For how long a device can be rented: as its owner says, within what the server allows. Owners take what they keep for
     * themselves for as long as they like.
     */
    Term of(Device device) {
        if (device.purpose() == Purpose.OWN_USE) {
            return new Term(1, longestHours);
        }
        int longest = Math.min(longestHours, device.term().longestHours());
        return new Term(Math.min(longest, device.term().shortestHours()), longest);
    }

    /** Whether a rental that runs may run for some hours more. One is enough, for the device is not wiped in between. */
    boolean allowExtension(Device device, Rental rental, int hours) {
        return hours >= 1 && hours <= extendableHours(device, rental);
    }

    /** By how many hours a rental can be extended now: it never has more to go than somebody who begins now could have. */
    int extendableHours(Device device, Rental rental) {
        Instant now = clock.instant();
        if (rental.state() != RentalState.ACTIVE || !now.isBefore(rental.endsAt())) {
            return 0;
        }
        Instant furthest = now.plus(Duration.ofHours(of(device).longestHours()));
        return Math.max(0, (int) Duration.between(rental.endsAt(), furthest).toHours());
    }

    /** How long a rented device may stay away until its rental ends by itself; empty if however long it likes. */
    public Optional<Duration> undeliveredAfter() {
        return undeliveredAfter.isZero() || undeliveredAfter.isNegative()
                ? Optional.empty()
                : Optional.of(undeliveredAfter);
    }
}
