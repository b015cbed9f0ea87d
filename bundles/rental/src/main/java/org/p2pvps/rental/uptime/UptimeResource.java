package org.p2pvps.rental.uptime;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.api.uptime.Interval;
import org.p2pvps.api.uptime.Uptime;
import org.p2pvps.api.uptime.UptimeRecord;
import org.p2pvps.protocol.ErrorCode;

/** How much of the time devices could be reached: by their owner as devices, by owner and renter as rentals. */
@Component
@Path("/uptime")
@Produces(MediaType.APPLICATION_JSON)
public final class UptimeResource implements RestResource {
    private static final int MOST_DAYS = 400;

    private final UptimeRecord record;
    private final Watch watch;
    private final DeviceStore devices;
    private final RentalStore rentals;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public UptimeResource(
            @Reference UptimeRecord record,
            @Reference Watch watch,
            @Reference DeviceStore devices,
            @Reference RentalStore rentals) {
        this.record = record;
        this.watch = watch;
        this.devices = devices;
        this.rentals = rentals;
    }

    /**
     * The record of a span.
     *
     * @param offline whether the device is away now
     * @param outages when it was away and the server was not, oldest first
     */
    public record UptimeJson(boolean offline, Uptime uptime, List<Interval> outages) {}

    /** The last {@code days}, or since the device was added if that is less. */
    @GET
    @Path("/devices/{id}")
    @RolesAllowed({Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Show how much of the last days a device could be reached")
    public UptimeJson device(
            @PathParam("id") UUID id,
            @QueryParam("days") @DefaultValue("30") int days,
            @Context SecurityContext security) {
        if (days < 1 || days > MOST_DAYS) {
            throw new ProblemException(ErrorCode.FIELD_INVALID, "days: 1 to " + MOST_DAYS + " are possible.");
        }
        Device device = devices.find(id).orElseThrow(UptimeResource::notFound);
        caller(security).mustBeAdminOr(device.ownerId());
        Instant now = clock.instant();
        Instant earliest = now.minus(Duration.ofDays(days));
        return json(id, device.createdAt().isAfter(earliest) ? device.createdAt() : earliest, now);
    }

    /** From its beginning to its end, or until now. */
    @GET
    @Path("/rentals/{id}")
    @RolesAllowed({Role.Names.RENTER, Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Show how much of a rental its device could be reached")
    public UptimeJson rental(@PathParam("id") UUID id, @Context SecurityContext security) {
        Rental rental = rentals.find(id).orElseThrow(UptimeResource::notFound);
        UUID owner = devices.find(rental.deviceId()).map(Device::ownerId).orElse(rental.renterId());
        caller(security).mustBeAdminOr(rental.renterId(), owner);
        Instant now = clock.instant();
        Instant until = rental.endedAt() == null ? now : rental.endedAt();
        return json(rental.deviceId(), rental.startedAt(), until.isAfter(now) ? now : until);
    }

    private UptimeJson json(UUID deviceId, Instant from, Instant until) {
        Instant end = until.isBefore(from) ? from : until;
        return new UptimeJson(
                watch.isOffline(deviceId),
                record.uptime(deviceId, from, end),
                record.undelivered(deviceId, from, end).outages());
    }

    private static ProblemException notFound() {
        return new ProblemException(ErrorCode.NOT_FOUND, "There is no such thing, or it is not yours.");
    }

    private static Caller caller(SecurityContext security) {
        return (Caller) security.getUserPrincipal();
    }
}
