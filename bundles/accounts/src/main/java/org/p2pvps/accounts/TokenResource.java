package org.p2pvps.accounts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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
import org.p2pvps.api.account.AccessToken;
import org.p2pvps.api.account.AccessTokenStore;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.protocol.ErrorCode;

/** API tokens: what programs use in a person's place, with the person's roles. */
@Component
@Path("/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.Names.ADMIN, Role.Names.OWNER, Role.Names.RENTER})
public final class TokenResource implements RestResource {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_DAYS = 366;
    private static final int MOST_TOKENS = 50;

    private final AccessTokenStore tokens;
    private final TokenIssuer issuer;
    private final SessionCheck sessions;

    @Activate
    public TokenResource(
            @Reference AccessTokenStore tokens, @Reference TokenIssuer issuer, @Reference SessionCheck sessions) {
        this.tokens = tokens;
        this.issuer = issuer;
        this.sessions = sessions;
    }

    /**
     * The token that is wanted.
     *
     * @param days how long it is to last, 1 to 366
     */
    public record TokenWish(String name, int days) {}

    /** A token as its holder sees it later. */
    public record TokenJson(UUID id, String name, Instant createdAt, Instant expiresAt) {}

    /** A new token, the only time it is shown. Its text form hides it. */
    public record NewTokenJson(UUID id, String name, String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "NewTokenJson[id=" + id + "]";
        }
    }

    @POST
    @Operation(summary = "Make an API token; needs a session, a token can't make another")
    @ApiResponse(
            responseCode = "201",
            description = "The token",
            content = @Content(schema = @Schema(implementation = NewTokenJson.class)))
    public Response make(TokenWish wish, @Context SecurityContext security) {
        Caller caller = caller(security);
        sessions.require(caller, "make a token");
        String name = Invalid.line("name", wish.name(), LONGEST_NAME);
        if (wish.days() < 1 || wish.days() > MOST_DAYS) {
            throw Invalid.field("days", "is 1 to " + MOST_DAYS + ".");
        }
        if (ownTokens(caller).size() >= MOST_TOKENS) {
            throw new ProblemException(ErrorCode.CONFLICT, "There are " + MOST_TOKENS + " tokens. Delete one first.");
        }
        IssuedToken issued = issuer.issue(caller.id(), AccessToken.Kind.API, name, Duration.ofDays(wish.days()));
        AccessToken token = issued.token();
        return Response.status(Response.Status.CREATED)
                .entity(new NewTokenJson(
                        token.id(), token.name(), issued.secret().value(), token.expiresAt()))
                .build();
    }

    @GET
    @Operation(summary = "List the caller's API tokens")
    public List<TokenJson> list(@Context SecurityContext security) {
        return ownTokens(caller(security)).stream()
                .map(token -> new TokenJson(token.id(), token.name(), token.createdAt(), token.expiresAt()))
                .toList();
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete an API token; it is refused from then on")
    public void delete(@PathParam("id") UUID id, @Context SecurityContext security) {
        AccessToken token = ownTokens(caller(security)).stream()
                .filter(own -> own.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such token."));
        tokens.delete(token.id());
    }

    private List<AccessToken> ownTokens(Caller caller) {
        return tokens.byAccount(caller.id()).stream()
                .filter(token -> token.kind() == AccessToken.Kind.API)
                .toList();
    }

    private static Caller caller(SecurityContext security) {
        return (Caller) security.getUserPrincipal();
    }
}
