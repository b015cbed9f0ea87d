package org.p2pvps.rental;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.annotation.security.PermitAll;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.Money;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.device.Term;
import org.p2pvps.api.market.Listing;
import org.p2pvps.api.market.ListingStore;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.protocol.Hardware;

/** What can be rented now, for everybody. */
@Component
@Path("/listings")
@Produces(MediaType.APPLICATION_JSON)
public final class ListingResource implements RestResource {
    private final ListingStore listings;
    private final DeviceStore devices;
    private final Terms terms;

    @Activate
    public ListingResource(@Reference ListingStore listings, @Reference DeviceStore devices, @Reference Terms terms) {
        this.listings = listings;
        this.devices = devices;
        this.terms = terms;
    }

    /**
     * A device on offer.
     *
     * @param shortestHours the shortest term
     * @param longestHours the longest term, and how far ahead a rental can be extended
     * @param undeliveredAfterHours how long it may stay away until a rental ends by itself and the rest goes back; 0: however long
     */
    public record Offer(
            UUID id,
            UUID deviceId,
            String name,
            String description,
            Money hourlyRate,
            int shortestHours,
            int longestHours,
            Hardware hardware,
            String market,
            Instant listedAt,
            long undeliveredAfterHours) {

        static Offer of(Listing listing, Device device, Term term, long undeliveredAfterHours) {
            return new Offer(
                    listing.id(),
                    device.id(),
                    device.name(),
                    device.description(),
                    device.hourlyRate(),
                    term.shortestHours(),
                    term.longestHours(),
                    device.hardware(),
                    listing.market(),
                    listing.createdAt(),
                    undeliveredAfterHours);
        }
    }

    /** Anybody may ask, and so the database is asked twice, however much is listed. */
    @GET
    @PermitAll
    @Operation(summary = "List what can be rented now")
    public List<Offer> list() {
        Map<UUID, Device> ready =
                devices.byState(DeviceState.READY).stream().collect(Collectors.toMap(Device::id, Function.identity()));
        return listings.listed().stream()
                .filter(listing -> ready.containsKey(listing.deviceId()))
                .map(listing -> offer(listing, ready.get(listing.deviceId())))
                .toList();
    }

    private Offer offer(Listing listing, Device device) {
        long undeliveredAfter = terms.undeliveredAfter().map(Duration::toHours).orElse(0L);
        return Offer.of(listing, device, terms.of(device), undeliveredAfter);
    }
}
