package org.p2pvps.localtunnel;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.UUID;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.api.tunnel.WebGateway;

/** The sites that are served, for admins. */
@Component
@Path("/sites")
@Produces(MediaType.APPLICATION_JSON)
public final class SiteResource implements RestResource {
    private final WebGateway gateway;

    @Activate
    public SiteResource(@Reference WebGateway gateway) {
        this.gateway = gateway;
    }

    /**
     * A site as REST shows it.
     *
     * @param deviceId null for a guest's
     * @param connections data connections the device holds open
     */
    public record SiteJson(String subdomain, UUID deviceId, int connections, String url) {}

    /** The sites that are served now. */
    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "List the sites that are served")
    public List<SiteJson> list() {
        return gateway.open().stream()
                .map(site -> new SiteJson(
                        site.subdomain(), site.deviceId(), site.connections(), gateway.urlOf(site.subdomain())))
                .toList();
    }
}
