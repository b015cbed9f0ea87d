package org.p2pvps.rental;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks twice a second for rentals whose time is up or that are to be settled, every 15 seconds for those whose device stays away
 * or that are to be renewed, and once a minute for orders that nobody paid.
 */
@Component(service = ExpirySweep.class, immediate = true)
public final class ExpirySweep {
    private static final Logger LOG = LoggerFactory.getLogger(ExpirySweep.class);
    private static final long RENTALS_EVERY_MILLIS = 500;
    private static final long ABSENCES_EVERY_MILLIS = 15_000;
    private static final long RENEWALS_EVERY_MILLIS = 15_000;
    private static final long ORDERS_EVERY_MILLIS = 60_000;

    private final ScheduledExecutorService clockwork =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "p2pvps-expiry"));

    @Activate
    public ExpirySweep(
            @Reference RentalEnd rentals,
            @Reference Absences absences,
            @Reference Renewals renewals,
            @Reference Settling settling,
            @Reference Payments orders) {
        chores(rentals, absences, renewals, settling, orders).forEach(this::repeat);
    }

    /** Something that is done again and again, whatever happens. */
    record Chore(String what, Runnable work, long everyMillis) {}

    static List<Chore> chores(
            RentalEnd rentals, Absences absences, Renewals renewals, Settling settling, Payments orders) {
        return List.of(
                new Chore("Ending rentals", rentals::endDue, RENTALS_EVERY_MILLIS),
                new Chore("Ending rentals whose device stays away", absences::endUndelivered, ABSENCES_EVERY_MILLIS),
                new Chore("Renewing rentals", renewals::placeDue, RENEWALS_EVERY_MILLIS),
                new Chore("Settling rentals", settling::settleEnded, RENTALS_EVERY_MILLIS),
                new Chore("Expiring orders", orders::expire, ORDERS_EVERY_MILLIS));
    }

    @Deactivate
    void stop() {
        clockwork.shutdownNow();
    }

    private void repeat(Chore chore) {
        clockwork.scheduleWithFixedDelay(() -> attempt(chore), 0, chore.everyMillis(), TimeUnit.MILLISECONDS);
    }

    private static void attempt(Chore chore) {
        try {
            chore.work().run();
        } catch (RuntimeException e) {
            LOG.warn("{} failed; trying again.", chore.what(), e);
        }
    }
}
