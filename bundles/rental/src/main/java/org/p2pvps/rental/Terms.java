package org.p2pvps.rental;

import java.time.Clock;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;

/** For how long a device can be rented. */
@Component(service = Terms.class, configurationPid = RentalConfig.PID)
public final class Terms {
    private final int longestHours;
    private final Clock clock;

    @Activate
    public Terms(RentalConfig config) {
        this(config.longestHours(), Clock.systemUTC());
    }

    Terms(int longestHours, Clock clock) {
        this.longestHours = longestHours;
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
}
