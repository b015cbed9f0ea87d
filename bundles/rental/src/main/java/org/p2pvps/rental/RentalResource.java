package org.p2pvps.rental;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
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
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.device.LeaseStore;
import org.p2pvps.api.rental.EndReason;
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.api.rental.Rentals;
import org.p2pvps.api.rental.Settlement;
import org.p2pvps.api.rest.RateLimited;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.protocol.ErrorCode;

/** Rentals: one's own as a renter, and those of one's devices as an owner. Admins see all but the credentials. */
@Component
@Path("/rentals")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class RentalResource implements RestResource {
    private final Rentals desk;
    private final RentalStore rentals;
    private final DeviceStore devices;
    private final LeaseStore leases;
    private final Ways ways;
    private final MoreHours moreHours;
    private final ContractView view;

    @Activate
    public RentalResource(
            @Reference Rentals desk,
            @Reference RentalStore rentals,
            @Reference DeviceStore devices,
            @Reference LeaseStore leases,
            @Reference Ways ways,
            @Reference MoreHours moreHours,
            @Reference ContractView view) {
        this.desk = desk;
        this.rentals = rentals;
        this.devices = devices;
        this.leases = leases;
        this.ways = ways;
        this.moreHours = moreHours;
        this.view = view;
    }

    @GET
    @RolesAllowed({Role.Names.RENTER, Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "List one's rentals, as renter and as owner")
    public List<RentalJson> list(@Context SecurityContext security) {
        Caller caller = caller(security);
        Stream<Rental> visible = caller.is(Role.ADMIN)
                ? rentals.all().stream()
                : Stream.concat(rentals.byRenter(caller.id()).stream(), rentals.byOwner(caller.id()).stream())
                        .distinct();
        return visible.map(rental -> view.of(rental, caller)).toList();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.Names.RENTER, Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Show a rental")
    public RentalJson show(@PathParam("id") UUID id, @Context SecurityContext security) {
        return view.of(visible(id, security), caller(security));
    }

    /** The way in, for the renter alone while the rental runs; afterwards 404. */
    @GET
    @Path("/{id}/credentials")
    @RolesAllowed({Role.Names.RENTER, Role.Names.ADMIN})
    @Operation(summary = "Show how to log in to a rented device")
    public Access credentials(@PathParam("id") UUID id, @Context SecurityContext security) {
        Rental rental = visible(id, security);
        if (!rental.renterId().equals(caller(security).id())) {
            throw new ProblemException(ErrorCode.FORBIDDEN, "Only the renter may see the credentials.");
        }
        Lease lease = leases.find(rental.leaseId())
                .filter(Lease::active)
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "The rental has ended."));
        return ways.accessBy(lease);
    }

    /** Ends a rental now, by its renter, the device's owner or an admin. Ending it again changes nothing. */
    @POST
    @Path("/{id}/end")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Role.Names.RENTER, Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "End a rental before its time")
    public RentalJson end(@PathParam("id") UUID id, @Context SecurityContext security) {
        Rental rental = visible(id, security);
        return view.of(desk.end(id, reason(rental, caller(security))), caller(security));
    }

    /** An owner who rents a device of their own ends it as its renter. */
    private static EndReason reason(Rental rental, Caller caller) {
        if (rental.renterId().equals(caller.id())) {
            return EndReason.RENTER;
        }
        return caller.is(Role.ADMIN) ? EndReason.ADMIN : EndReason.OWNER;
    }

    /** More hours, to be ordered. */
    public record ExtensionRequest(int hours) {}

    /**
     * Orders more hours of a rental that runs, at the price that was agreed for it; they count once the order is paid. 409
     * {@code transition-forbidden} or 400 if it has ended or would become too long; 403 for the renter of a rental that was given
     * for free, of which its owner gives more.
     */
    @POST
    @Path("/{id}/extend")
    @RateLimited(perMinute = 60)
    @RolesAllowed({Role.Names.RENTER, Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Order more hours of a rental that runs")
    public OrderJson extend(@PathParam("id") UUID id, ExtensionRequest request, @Context SecurityContext security) {
        Rental rental = visible(id, security);
        require(moreHours.mayExtend(rental, caller(security)));
        return view.of(desk.extend(id, request.hours()));
    }

    /** By how many hours to renew. */
    public record RenewalRequest(int hours) {}

    /**
     * Has a rental renewed whenever its end comes near, or (0 hours) no longer: an order is placed, and its renter mailed what to
     * pay. Of a rental that is free only its owner decides. 409 {@code transition-forbidden} if it has ended or was ordered on
     * another market.
     */
    @PUT
    @Path("/{id}/renewal")
    @RolesAllowed({Role.Names.RENTER, Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Have a rental renewed by itself, or no longer")
    public RentalJson renew(@PathParam("id") UUID id, RenewalRequest request, @Context SecurityContext security) {
        Rental rental = visible(id, security);
        require(moreHours.mayRenew(rental, caller(security)));
        return view.of(desk.renew(id, request.hours()), caller(security));
    }

    /** How the price of the rental's first order is divided; while it runs, how it would be if its owner ended it now. */
    @GET
    @Path("/{id}/settlement")
    @RolesAllowed({Role.Names.RENTER, Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Show how a rental's price is divided")
    public Settlement settlement(@PathParam("id") UUID id, @Context SecurityContext security) {
        return desk.settlement(visible(id, security).orderId());
    }

    private static void require(boolean isAllowed) {
        if (!isAllowed) {
            throw new ProblemException(
                    ErrorCode.FORBIDDEN,
                    "Only the renter orders more hours; of a rental that is free, only the device's owner gives more.");
        }
    }

    private Rental visible(UUID id, SecurityContext security) {
        Rental rental = rentals.find(id)
                .orElseThrow(
                        () -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such thing, or it is not yours."));
        UUID owner = devices.find(rental.deviceId()).map(Device::ownerId).orElse(rental.renterId());
        caller(security).mustBeAdminOr(rental.renterId(), owner);
        return rental;
    }

    private static Caller caller(SecurityContext security) {
        return (Caller) security.getUserPrincipal();
    }
}
