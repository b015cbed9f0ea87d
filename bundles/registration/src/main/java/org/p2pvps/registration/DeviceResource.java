package org.p2pvps.registration;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.UUID;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.PATCH;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.UriInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceState;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.rest.RateLimited;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.protocol.ErrorCode;

/** An owner's devices. Admins see and change all. */
@Component(configurationPid = RegistrationConfig.PID)
@Path("/devices")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class DeviceResource implements RestResource {
    private final Devices devices;
    private final DeviceStore store;
    private final Ways ways;
    private final DeviceTraffic traffic;
    private final RegistrationConfig config;

    @Activate
    public DeviceResource(
            @Reference Devices devices,
            @Reference DeviceStore store,
            @Reference Ways ways,
            @Reference DeviceTraffic traffic,
            RegistrationConfig config) {
        this.devices = devices;
        this.store = store;
        this.ways = ways;
        this.traffic = traffic;
        this.config = config;
    }

    /** A device that was added, with the key that is never shown again. */
    public record AddedDevice(DeviceJson device, String deviceKey, DeviceFile deviceFile) {}

    /** The caller's devices, or all for an admin; those that were removed are left out. */
    @GET
    @RolesAllowed({Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "List one's devices")
    public List<DeviceJson> list(@Context SecurityContext security) {
        Caller caller = caller(security);
        List<Device> visible = caller.is(Role.ADMIN) ? store.all() : store.byOwner(caller.id());
        return visible.stream()
                .filter(device -> device.state() != DeviceState.RETIRED)
                .map(this::json)
                .toList();
    }

    /** Adds a device. 400 {@code field-invalid} if the description is impossible; 409 {@code conflict} if there are too many. */
    @POST
    @RateLimited(perMinute = 60)
    @RolesAllowed({Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Add a device and get its device.json")
    @ApiResponse(
            responseCode = "201",
            description = "The device, and its key for the one time",
            content = @Content(schema = @Schema(implementation = AddedDevice.class)))
    public Response add(DeviceDescription description, @Context SecurityContext security, @Context UriInfo uri) {
        Devices.Keyed added = devices.add(caller(security).id(), description);
        return Response.status(Response.Status.CREATED)
                .entity(shown(added, uri))
                .build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Show a device")
    public DeviceJson show(@PathParam("id") UUID id, @Context SecurityContext security) {
        return json(own(id, security));
    }

    /** Changes what is given and leaves the rest. */
    @PATCH
    @Path("/{id}")
    @RolesAllowed({Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Change a device's name, description, rate, terms or purpose")
    public DeviceJson change(@PathParam("id") UUID id, DeviceDescription change, @Context SecurityContext security) {
        own(id, security);
        return json(devices.describe(id, change));
    }

    /** 409 {@code device-rented} while it is rented. */
    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Remove a device; its agent destroys the container")
    public void remove(@PathParam("id") UUID id, @Context SecurityContext security) {
        own(id, security);
        devices.retire(id);
    }

    /** Makes a new device key; the old one is void at once. */
    @POST
    @Path("/{id}/key")
    @RateLimited(perMinute = 60)
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Make a new device key")
    @ApiResponse(
            responseCode = "201",
            description = "The device, and its key for the one time",
            content = @Content(schema = @Schema(implementation = AddedDevice.class)))
    public Response renewKey(@PathParam("id") UUID id, @Context SecurityContext security, @Context UriInfo uri) {
        own(id, security);
        return Response.status(Response.Status.CREATED)
                .entity(shown(devices.renewKey(id), uri))
                .build();
    }

    /**
     * What went to and from the device, by the hour: all of it for its owner, what their rentals carried for a renter. 400
     * {@code field-invalid} for a time that is none, or more than 31 days; 503 {@code service-missing}.
     */
    @GET
    @Path("/{id}/traffic")
    @RolesAllowed({Role.Names.OWNER, Role.Names.RENTER, Role.Names.ADMIN})
    @Operation(summary = "Show what went to and from a device, by the hour; of the last day, unless told otherwise")
    public DeviceTrafficJson traffic(
            @PathParam("id") UUID id,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @Context SecurityContext security) {
        return traffic.between(find(id), caller(security), from, to);
    }

    private Device find(UUID id) {
        return store.find(id)
                .orElseThrow(
                        () -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such thing, or it is not yours."));
    }

    private Device own(UUID id, SecurityContext security) {
        Device device = find(id);
        caller(security).mustBeAdminOr(device.ownerId());
        return device;
    }

    private AddedDevice shown(Devices.Keyed keyed, UriInfo uri) {
        String key = keyed.key().value();
        DeviceFile file = new DeviceFile(serverUrl(uri), keyed.device().id(), key);
        return new AddedDevice(json(keyed.device()), key, file);
    }

    private String serverUrl(UriInfo uri) {
        String base = uri.getBaseUri().toString();
        return config.publicUrl().isEmpty() ? base.replaceFirst("/api/v1/?$", "") : config.publicUrl();
    }

    private DeviceJson json(Device device) {
        return DeviceJson.of(device, ways.isOnline(device.id()));
    }

    private static Caller caller(SecurityContext security) {
        return (Caller) security.getUserPrincipal();
    }
}
