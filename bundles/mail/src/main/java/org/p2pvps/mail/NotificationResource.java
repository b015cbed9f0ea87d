package org.p2pvps.mail;

import io.swagger.v3.oas.annotations.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.account.Caller;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.mail.MailPreferenceStore;
import org.p2pvps.api.rest.RestResource;

/** Which mails one gets. */
@Component
@Path("/notifications")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class NotificationResource implements RestResource {
    private final Choices choices;
    private final MailPreferenceStore preferences;

    @Activate
    public NotificationResource(@Reference Choices choices, @Reference MailPreferenceStore preferences) {
        this.choices = choices;
        this.preferences = preferences;
    }

    /**
     * Whether mails of a kind are sent.
     *
     * @param optional whether they can be turned off
     */
    public record NotificationJson(MailKind kind, boolean on, boolean optional) {}

    /** @param on whether mails of the kind are to be sent */
    public record NotificationChoice(boolean on) {}

    @GET
    @RolesAllowed({Role.Names.RENTER, Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "List what one is told by e-mail")
    public List<NotificationJson> list(@Context SecurityContext security) {
        Set<MailKind> muted = preferences.muted(callerId(security));
        return Arrays.stream(MailKind.values())
                .map(kind -> new NotificationJson(kind, !muted.contains(kind), kind.optional()))
                .toList();
    }

    /** 400 {@code field-invalid} for a kind that can't be turned off; 404 for one there is not. */
    @PUT
    @Path("/{kind}")
    @RolesAllowed({Role.Names.RENTER, Role.Names.OWNER, Role.Names.ADMIN})
    @Operation(summary = "Turn mails of a kind on or off")
    public List<NotificationJson> choose(
            @PathParam("kind") MailKind kind, NotificationChoice choice, @Context SecurityContext security) {
        choices.choose(callerId(security), kind, choice.on());
        return list(security);
    }

    private static UUID callerId(SecurityContext security) {
        return ((Caller) security.getUserPrincipal()).id();
    }
}
