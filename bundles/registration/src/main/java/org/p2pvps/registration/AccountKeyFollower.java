package org.p2pvps.registration;

import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.p2pvps.api.Topics;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.RentalStore;

/** Brings a person's new SSH keys into the containers they rent: the devices' agents are to hear of it at once. */
@Component(
        service = EventHandler.class,
        immediate = true,
        property = EventConstants.EVENT_TOPIC + "=" + Topics.ACCOUNT_KEYS_CHANGED)
public final class AccountKeyFollower implements EventHandler {
    private final RentalStore rentals;
    private final DeviceEvents events;
    private final ExecutorService executor =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "p2pvps-account-keys"));

    @Activate
    public AccountKeyFollower(@Reference RentalStore rentals, @Reference EventAdmin events) {
        this.rentals = rentals;
        this.events = new DeviceEvents(events);
    }

    @Override
    public void handleEvent(Event event) {
        UUID accountId = UUID.fromString((String) event.getProperty(Topics.ID));
        executor.execute(() -> rentals.byRenter(accountId).stream()
                .filter(rental -> rental.state() == RentalState.ACTIVE)
                .map(Rental::deviceId)
                .forEach(events::deviceChanged));
    }

    @Deactivate
    void stop() {
        executor.shutdown();
    }
}
