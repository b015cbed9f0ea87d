package org.p2pvps.accounts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Duration;
import java.time.Instant;
import javax.annotation.security.PermitAll;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.UriInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.AccessToken;
import org.p2pvps.api.account.AccessTokenStore;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.rest.RateLimited;
import org.p2pvps.api.rest.RestResource;

/** Signing in and out. */
@Component(service = RestResource.class, configurationPid = AccountsConfig.PID)
@Path("/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SessionResource implements RestResource {
    private final SignIn signIn;
    private final TokenIssuer issuer;
    private final AccessTokenStore tokens;
    private final Duration term;

    @Activate
    public SessionResource(
            @Reference SignIn signIn,
            @Reference TokenIssuer issuer,
            @Reference AccessTokenStore tokens,
            AccountsConfig config) {
        this.signIn = signIn;
        this.issuer = issuer;
        this.tokens = tokens;
        this.term = Duration.ofHours(config.sessionHours());
    }

    /** Who signs in. */
    public record Credentials(String email, Secret password) {}

    /** A new session. Its text form hides the token. */
    public record SessionJson(String token, Instant expiresAt, AccountJson account) {
        @Override
        public String toString() {
            return "SessionJson[expiresAt=" + expiresAt + "]";
        }
    }

    @POST
    @PermitAll
    @RateLimited(perMinute = 30)
    @Operation(summary = "Sign in; the answer sets the session cookie too")
    @ApiResponse(
            responseCode = "201",
            description = "The session",
            content = @Content(schema = @Schema(implementation = SessionJson.class)))
    @ApiResponse(responseCode = "401", description = "The e-mail address or the password is wrong")
    public Response signIn(Credentials credentials, @Context UriInfo uri) {
        if (credentials.email() == null || credentials.password() == null) {
            throw Invalid.field(credentials.email() == null ? "email" : "password", "is missing.");
        }
        Account account = signIn.verify(credentials.email(), credentials.password());
        IssuedToken session = issuer.issue(account.id(), AccessToken.Kind.SESSION, "session", term);
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.SET_COOKIE, SessionCookie.set(session.secret(), term, uri))
                .entity(new SessionJson(
                        session.secret().value(), session.token().expiresAt(), AccountJson.of(account)))
                .build();
    }

    @DELETE
    @Path("/current")
    @RolesAllowed({Role.Names.ADMIN, Role.Names.OWNER, Role.Names.RENTER})
    @Operation(summary = "Sign out")
    @ApiResponse(responseCode = "204", description = "The session has ended")
    public Response signOut(@Context SecurityContext security, @Context UriInfo uri) {
        tokens.delete(((Caller) security.getUserPrincipal()).tokenId());
        return Response.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.clear(uri))
                .build();
    }
}
