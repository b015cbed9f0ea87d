package org.p2pvps.rental;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
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
import org.p2pvps.api.device.DeviceStore;
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

    @Activate
    public ListingResource(@Reference ListingStore listings, @Reference DeviceStore devices) {
        this.listings = listings;
        this.devices = devices;
    }

    /** A device on offer. */
    public record Offer(
            UUID id,
            UUID deviceId,
            String name,
            String description,
            Money hourlyRate,
            Hardware hardware,
            String market,
            Instant listedAt) {

        static Offer of(Listing listing, Device device) {
            return new Offer(
                    listing.id(),
                    device.id(),
                    device.name(),
                    device.description(),
                    device.hourlyRate(),
                    device.hardware(),
                    listing.market(),
                    listing.createdAt());
        }
    }

    @GET
    @PermitAll
    @Operation(summary = "List what can be rented now")
    public List<Offer> list() {
        return listings.listed().stream().flatMap(this::offer).toList();
    }

    private Stream<Offer> offer(Listing listing) {
        return devices.find(listing.deviceId()).map(device -> Offer.of(listing, device)).stream();
    }
}
