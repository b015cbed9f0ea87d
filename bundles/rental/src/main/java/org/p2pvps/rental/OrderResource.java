package org.p2pvps.rental;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.rental.Order;
import org.p2pvps.api.rental.OrderStore;
import org.p2pvps.api.rental.Rentals;
import org.p2pvps.api.rest.RateLimited;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.protocol.ErrorCode;

/** Orders: one's own as a renter, and those for one's devices as an owner. Admins see all. */
@Component
@Path("/orders")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class OrderResource implements RestResource {
    private final Rentals desk;
    private final OrderStore orders;
    private final DeviceStore devices;
    private final ContractView view;

    @Activate
    public OrderResource(
            @Reference Rentals desk,
            @Reference OrderStore orders,
            @Reference DeviceStore devices,
            @Reference ContractView view) {
        this.desk = desk;
        this.orders = orders;
        this.devices = devices;
        this.view = view;
    }

    @GET
    @RolesAllowed({Role.Names.RENTER, Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "List one's orders, as renter and as owner")
    public List<OrderJson> list(@Context SecurityContext security) {
        Caller caller = caller(security);
        Stream<Order> visible = caller.is(Role.ADMIN)
                ? orders.all().stream()
                : Stream.concat(orders.byRenter(caller.id()).stream(), orders.byOwner(caller.id()).stream())
                        .distinct();
        return visible.map(view::of).toList();
    }

    /** Orders a device. 409 {@code device-not-available} if it can't be rented now; 400 for an impossible term. */
    @POST
    @RolesAllowed({Role.Names.RENTER, Role.Names.ADMIN})
    @RateLimited(perMinute = 60)
    @Operation(summary = "Order a device for some hours")
    @ApiResponse(
            responseCode = "201",
            description = "The order, to be paid as its market says",
            content = @Content(schema = @Schema(implementation = OrderJson.class)))
    public Response order(OrderRequest request, @Context SecurityContext security) {
        if (request.deviceId() == null) {
            throw new ProblemException(ErrorCode.FIELD_INVALID, "deviceId is needed.");
        }
        Order order = desk.order(
                request.marketOrDefault(),
                request.deviceId(),
                caller(security).id(),
                request.hours(),
                request.sshKeys());
        return Response.status(Response.Status.CREATED).entity(view.of(order)).build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.Names.RENTER, Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Show an order")
    public OrderJson show(@PathParam("id") UUID id, @Context SecurityContext security) {
        Order order = find(id);
        caller(security).mustBeAdminOr(order.renterId(), ownerOf(order));
        return view.of(order);
    }

    /** 409 {@code order-not-payable} if it was paid already. */
    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.Names.RENTER, Role.Names.ADMIN})
    @Operation(summary = "Cancel an order that is not paid")
    public OrderJson cancel(@PathParam("id") UUID id, @Context SecurityContext security) {
        caller(security).mustBeAdminOr(find(id).renterId());
        return view.of(desk.cancel(id));
    }

    private Order find(UUID id) {
        return orders.find(id)
                .orElseThrow(
                        () -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such thing, or it is not yours."));
    }

    private UUID ownerOf(Order order) {
        return devices.find(order.deviceId()).map(Device::ownerId).orElse(order.renterId());
    }

    private static Caller caller(SecurityContext security) {
        return (Caller) security.getUserPrincipal();
    }
}
