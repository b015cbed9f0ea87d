package org.p2pvps.registration;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.UUID;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.container.Suspended;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.UriInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.rest.RateLimited;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.protocol.CheckInRequest;
import org.p2pvps.protocol.DesiredState;
import org.p2pvps.protocol.RegisterAnswer;
import org.p2pvps.protocol.RegisterRequest;

/** What agents call. The device key says which device it is. */
@Component
@Path("/agent")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class AgentResource implements RestResource {
    private final Registration registration;
    private final RegisterAnswers answers;
    private final Presence presence;
    private final LongPolls polls;

    @Activate
    public AgentResource(
            @Reference Registration registration,
            @Reference RegisterAnswers answers,
            @Reference Presence presence,
            @Reference LongPolls polls) {
        this.registration = registration;
        this.answers = answers;
        this.presence = presence;
        this.polls = polls;
    }

    /** Registers the device; idempotent within a generation. 409 with {@code device-key-in-use} or {@code reset-required}. */
    @POST
    @Path("/register")
    @RolesAllowed(Role.Names.DEVICE)
    @RateLimited(perMinute = 60)
    @Operation(summary = "Register a device and get its lease")
    public RegisterAnswer register(RegisterRequest request, @Context SecurityContext security, @Context UriInfo uri) {
        Registration.Registered registered = registration.register(deviceId(security), request);
        return answers.of(registered, uri.getBaseUriBuilder());
    }

    /** A long poll for the desired state, answered within 25 s. */
    @POST
    @Path("/check-in")
    @RolesAllowed(Role.Names.DEVICE)
    @Operation(
            summary = "Report the device's state and wait for the desired one",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content = @Content(schema = @Schema(implementation = DesiredState.class))))
    public void checkIn(CheckInRequest request, @Context SecurityContext security, @Suspended AsyncResponse response) {
        CheckInCheck.check(request);
        UUID deviceId = deviceId(security);
        presence.checkedIn(deviceId, request);
        polls.await(deviceId, request.seenRevision(), response);
    }

    private static UUID deviceId(SecurityContext security) {
        return ((Caller) security.getUserPrincipal()).id();
    }
}
