package org.p2pvps.localtunnel;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
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
import org.p2pvps.api.rental.Rental;
import org.p2pvps.api.rental.RentalState;
import org.p2pvps.api.rental.RentalStore;
import org.p2pvps.api.rest.RateLimited;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.api.site.CustomDomain;
import org.p2pvps.api.site.DomainState;
import org.p2pvps.api.site.SiteChoice;
import org.p2pvps.api.site.TlsMode;
import org.p2pvps.api.tunnel.WebGateway;
import org.p2pvps.localtunnel.domain.SiteDesk;
import org.p2pvps.protocol.ErrorCode;

/** The sites that are served, for admins; and what a renter chooses for the site of a rental. */
@Component
@Path("/sites")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class SiteResource implements RestResource {
    private final WebGateway gateway;
    private final SiteDesk desk;
    private final RentalStore rentals;

    @Activate
    public SiteResource(@Reference WebGateway gateway, @Reference SiteDesk desk, @Reference RentalStore rentals) {
        this.gateway = gateway;
        this.desk = desk;
        this.rentals = rentals;
    }

    /**
     * A site as REST shows it.
     *
     * @param deviceId null for a guest's
     * @param connections data connections the device holds open
     */
    public record SiteJson(String subdomain, UUID deviceId, int connections, String url) {}

    /**
     * What was chosen for a rental's site.
     *
     * @param tls where visitors' TLS sessions end
     * @param redirect whether visitors without TLS are sent to where it is
     */
    public record RentedSiteJson(UUID rentalId, TlsMode tls, boolean redirect, List<DomainJson> domains) {}

    /**
     * A domain of the renter's own.
     *
     * @param recordName the TXT record that proves it
     * @param recordValue what that record must say
     * @param verifiedAt null until it is proved
     */
    public record DomainJson(
            UUID id, String name, DomainState state, String recordName, String recordValue, Instant verifiedAt) {
        static DomainJson of(CustomDomain domain) {
            return new DomainJson(
                    domain.id(),
                    domain.name(),
                    domain.state(),
                    domain.proofName(),
                    domain.proof(),
                    domain.verifiedAt());
        }
    }

    /** A change of what was chosen; what is null stays. */
    public record ChoiceRequest(TlsMode tls, Boolean redirect) {}

    /** A domain to add. */
    public record DomainRequest(String name) {}

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

    @GET
    @Path("/{rentalId}")
    @RolesAllowed({Role.Names.RENTER, Role.Names.ADMIN})
    @Operation(summary = "Show what was chosen for a rental's site, and its domains")
    public RentedSiteJson show(@PathParam("rentalId") UUID rentalId, @Context SecurityContext security) {
        return json(running(rentalId, security));
    }

    @PATCH
    @Path("/{rentalId}")
    @RolesAllowed({Role.Names.RENTER, Role.Names.ADMIN})
    @Operation(summary = "Choose where TLS sessions end, and whether visitors without TLS are sent there")
    public RentedSiteJson choose(
            @PathParam("rentalId") UUID rentalId, ChoiceRequest request, @Context SecurityContext security) {
        UUID rental = running(rentalId, security);
        SiteChoice before = desk.choiceOf(rental);
        desk.choose(new SiteChoice(
                rental,
                request.tls() == null ? before.tls() : request.tls(),
                request.redirect() == null ? before.redirect() : request.redirect()));
        return json(rental);
    }

    /** The domain is served when it is verified. Adding it again changes nothing. */
    @POST
    @Path("/{rentalId}/domains")
    @RolesAllowed({Role.Names.RENTER, Role.Names.ADMIN})
    @RateLimited(perMinute = 30)
    @Operation(summary = "Add a domain of one's own to a rental's site")
    @ApiResponse(
            responseCode = "201",
            description = "The domain, and the TXT record that proves it",
            content = @Content(schema = @Schema(implementation = DomainJson.class)))
    public Response add(
            @PathParam("rentalId") UUID rentalId, DomainRequest request, @Context SecurityContext security) {
        DomainJson added = DomainJson.of(desk.add(running(rentalId, security), request.name()));
        return Response.status(Response.Status.CREATED).entity(added).build();
    }

    /** 409 {@code domain-not-proved} if DNS does not show the record yet. */
    @POST
    @Path("/{rentalId}/domains/{id}/verify")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Role.Names.RENTER, Role.Names.ADMIN})
    @RateLimited(perMinute = 12)
    @Operation(summary = "Look for a domain's TXT record, and serve the domain if it is there")
    public DomainJson verify(
            @PathParam("rentalId") UUID rentalId, @PathParam("id") UUID id, @Context SecurityContext security) {
        return DomainJson.of(desk.verify(running(rentalId, security), id));
    }

    @DELETE
    @Path("/{rentalId}/domains/{id}")
    @RolesAllowed({Role.Names.RENTER, Role.Names.ADMIN})
    @Operation(summary = "Remove a domain from a rental's site")
    public void remove(
            @PathParam("rentalId") UUID rentalId, @PathParam("id") UUID id, @Context SecurityContext security) {
        desk.remove(running(rentalId, security), id);
    }

    private RentedSiteJson json(UUID rentalId) {
        SiteChoice choice = desk.choiceOf(rentalId);
        return new RentedSiteJson(
                rentalId,
                choice.tls(),
                choice.redirect(),
                desk.domainsOf(rentalId).stream().map(DomainJson::of).toList());
    }

    /** The rental's id, if it is the caller's and runs. */
    private UUID running(UUID rentalId, SecurityContext security) {
        Rental rental = rentals.find(rentalId)
                .orElseThrow(
                        () -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such thing, or it is not yours."));
        ((Caller) security.getUserPrincipal()).mustBeAdminOr(rental.renterId());
        if (rental.state() != RentalState.ACTIVE) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "The rental has ended.");
        }
        return rental.id();
    }
}
