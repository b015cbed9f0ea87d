package org.p2pvps.accounts;

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
import org.p2pvps.api.account.AccountKey;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.rest.RestResource;

/** The caller's SSH keys. */
@Component
@Path("/ssh-keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.Names.ADMIN, Role.Names.OWNER, Role.Names.RENTER})
public final class SshKeyResource implements RestResource {
    private final AccountKeys keys;
    private final SessionCheck sessions;

    @Activate
    public SshKeyResource(@Reference AccountKeys keys, @Reference SessionCheck sessions) {
        this.keys = keys;
        this.sessions = sessions;
    }

    /**
     * The key to add.
     *
     * @param name what it is to be called; null: its comment
     * @param key a line of a {@code .pub} file
     */
    public record NewSshKey(String name, String key) {}

    /**
     * A key.
     *
     * @param fingerprint as {@code ssh-keygen -l} shows it
     */
    public record SshKeyJson(UUID id, String name, String type, String fingerprint, Instant createdAt) {
        static SshKeyJson of(AccountKey key) {
            return new SshKeyJson(key.id(), key.name(), key.key().type(), key.fingerprint(), key.createdAt());
        }
    }

    @GET
    @Operation(summary = "List the caller's SSH keys")
    public List<SshKeyJson> list(@Context SecurityContext security) {
        return keys.of(caller(security).id()).stream().map(SshKeyJson::of).toList();
    }

    /** A token can't add one: whoever found it would get in after its end. */
    @POST
    @Operation(summary = "Add an SSH key: Ed25519, ECDSA, or RSA of at least 2048 bits; needs a session")
    @ApiResponse(
            responseCode = "201",
            description = "The key",
            content = @Content(schema = @Schema(implementation = SshKeyJson.class)))
    public Response add(NewSshKey wish, @Context SecurityContext security) {
        Caller caller = caller(security);
        sessions.require(caller, "add an SSH key");
        AccountKey added = keys.add(caller.id(), wish.name(), wish.key());
        return Response.status(Response.Status.CREATED)
                .entity(SshKeyJson.of(added))
                .build();
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete an SSH key; connections it opened at the jump host are cut")
    public void delete(@PathParam("id") UUID id, @Context SecurityContext security) {
        keys.delete(caller(security).id(), id);
    }

    private static Caller caller(SecurityContext security) {
        return (Caller) security.getUserPrincipal();
    }
}
