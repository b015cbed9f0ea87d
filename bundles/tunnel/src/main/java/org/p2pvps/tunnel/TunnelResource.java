package org.p2pvps.tunnel;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.device.Device;
import org.p2pvps.api.device.DeviceStore;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.api.tunnel.OpenTunnel;
import org.p2pvps.api.tunnel.Tunnels;
import org.p2pvps.protocol.ErrorCode;

/** The tunnels that are open, for admins. */
@Component
@Path("/tunnels")
@Produces(MediaType.APPLICATION_JSON)
public final class TunnelResource implements RestResource {
    private final Tunnels tunnels;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile DeviceStore devices;

    @Activate
    public TunnelResource(@Reference Tunnels tunnels) {
        this.tunnels = tunnels;
    }

    /** The tunnels that are open, and those whose sessions finish. */
    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "List the open tunnels, and those whose sessions finish")
    public List<TunnelJson> list() {
        return Stream.concat(
                        tunnels.open().stream().map(tunnel -> TunnelJson.of(tunnel, nameOf(tunnel), TunnelState.OPEN)),
                        tunnels.draining().stream()
                                .map(tunnel -> TunnelJson.of(tunnel, nameOf(tunnel), TunnelState.DRAINING)))
                .toList();
    }

    /** Cuts a device's tunnels; its agent comes back if its lease still holds. 404 {@code not-found} if it has none. */
    @DELETE
    @Path("/{deviceId}")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Cut a device's tunnels and all sessions through them")
    public void cut(@PathParam("deviceId") UUID deviceId) {
        if (!tunnels.close(deviceId)) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "This device has no tunnel.");
        }
    }

    private String nameOf(OpenTunnel tunnel) {
        DeviceStore store = devices;
        return store == null
                ? null
                : store.find(tunnel.deviceId()).map(Device::name).orElse(null);
    }
}
