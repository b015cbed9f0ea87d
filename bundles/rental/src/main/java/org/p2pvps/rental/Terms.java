package org.p2pvps.rental;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
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
        this(config.longestHours(), Duration.ofHours(config.undeliveredAfterHours()), Clock.systemUTC());
    }

    Terms(int longestHours, Duration undeliveredAfter, Clock clock) {
        this.longestHours = longestHours;
        this.undeliveredAfter = undeliveredAfter;
        this.clock = clock;
    }

    int longestHours() {
        return longestHours;
    }

    boolean allow(int hours) {
        return hours >= 1 && hours <= longestHours;
    }

    /** Whether a rental that runs may run for some hours more. */
    boolean allowExtension(Rental rental, int hours) {
        return rental.state() == RentalState.ACTIVE
                && clock.instant().isBefore(rental.endsAt())
                && allow(hours)
                && Duration.between(rental.startedAt(), rental.endsAt()).toHours() + hours <= longestHours;
    }

    /** How long a rented device may stay away until its rental ends by itself; empty if however long it likes. */
    public Optional<Duration> undeliveredAfter() {
        return undeliveredAfter.isZero() || undeliveredAfter.isNegative()
                ? Optional.empty()
                : Optional.of(undeliveredAfter);
    }
}
