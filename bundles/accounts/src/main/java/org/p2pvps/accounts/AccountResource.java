package org.p2pvps.accounts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Set;
import javax.annotation.security.PermitAll;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.PATCH;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.Secret;
import org.p2pvps.api.account.Account;
import org.p2pvps.api.account.AccountStore;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.rest.RateLimited;
import org.p2pvps.api.rest.RestResource;
import org.p2pvps.protocol.ErrorCode;

/** Accounts: signing up, and what people see and change of their own. */
@Component
@Path("/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AccountResource implements RestResource {
    private final Accounts accounts;
    private final AccountStore store;
    private final SignIn signIn;

    @Activate
    public AccountResource(@Reference Accounts accounts, @Reference AccountStore store, @Reference SignIn signIn) {
        this.accounts = accounts;
        this.store = store;
        this.signIn = signIn;
    }

    /** Who signs up. */
    public record SignUp(String email, String name, Secret password) {}

    /**
     * What is to change; what is null stays.
     *
     * @param currentPassword needed with a new password
     */
    public record AccountChange(String name, Secret password, Secret currentPassword) {}

    @POST
    @PermitAll
    @RateLimited(perMinute = 20)
    @Operation(summary = "Sign up, as owner and renter at once")
    @ApiResponse(
            responseCode = "201",
            description = "The account",
            content = @Content(schema = @Schema(implementation = AccountJson.class)))
    public Response signUp(SignUp person) {
        Account account =
                accounts.create(person.email(), person.name(), person.password(), Set.of(Role.OWNER, Role.RENTER));
        return Response.status(Response.Status.CREATED)
                .entity(AccountJson.of(account))
                .build();
    }

    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "List all accounts")
    public List<AccountJson> list() {
        return store.all().stream().map(AccountJson::of).toList();
    }

    @GET
    @Path("/me")
    @RolesAllowed({Role.Names.ADMIN, Role.Names.OWNER, Role.Names.RENTER})
    @Operation(summary = "Show the caller's account")
    public AccountJson me(@Context SecurityContext security) {
        return AccountJson.of(accountOf(caller(security)));
    }

    @PATCH
    @Path("/me")
    @RateLimited(perMinute = 20)
    @RolesAllowed({Role.Names.ADMIN, Role.Names.OWNER, Role.Names.RENTER})
    @Operation(summary = "Change the caller's name or password; a new password ends all other sessions and tokens")
    public AccountJson change(AccountChange change, @Context SecurityContext security) {
        Caller caller = caller(security);
        if (change.password() != null) {
            changePassword(change, caller);
        }
        if (change.name() != null) {
            accounts.rename(caller.id(), change.name());
        }
        return AccountJson.of(accountOf(caller));
    }

    private void changePassword(AccountChange change, Caller caller) {
        if (change.currentPassword() == null) {
            throw Invalid.field("currentPassword", "is needed to set a new password.");
        }
        Account account = accountOf(caller);
        try {
            signIn.verify(account.email(), change.currentPassword());
        } catch (ProblemException e) {
            throw e.code() == ErrorCode.SIGN_IN_FAILED ? Invalid.field("currentPassword", "is wrong.") : e;
        }
        accounts.setPassword(account, change.password(), caller.tokenId());
    }

    private Account accountOf(Caller caller) {
        return store.find(caller.id())
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "The account is gone."));
    }

    private static Caller caller(SecurityContext security) {
        return (Caller) security.getUserPrincipal();
    }
}
