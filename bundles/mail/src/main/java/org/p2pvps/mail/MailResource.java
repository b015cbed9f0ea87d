package org.p2pvps.mail;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.account.Role;
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.mail.MailState;
import org.p2pvps.api.mail.MailStore;
import org.p2pvps.api.rest.RestResource;

/** The outbox. */
@Component
@Path("/mails")
@Produces(MediaType.APPLICATION_JSON)
public final class MailResource implements RestResource {
    private final MailStore outbox;
    private final Retry retry;

    @Activate
    public MailResource(@Reference MailStore outbox, @Reference Retry retry) {
        this.outbox = outbox;
        this.retry = retry;
    }

    /**
     * A mail as admins see it.
     *
     * @param text null once it was sent or muted
     * @param sentAt null unless it was sent
     */
    public record MailJson(
            UUID id,
            MailKind kind,
            String recipient,
            String subject,
            String text,
            MailState state,
            int attempts,
            String lastError,
            Instant createdAt,
            Instant nextAttemptAt,
            Instant sentAt) {

        static MailJson of(Mail mail) {
            return new MailJson(
                    mail.id(),
                    mail.kind(),
                    mail.recipient(),
                    mail.subject(),
                    mail.text() == null ? null : mail.text().value(),
                    mail.state(),
                    mail.attempts(),
                    mail.lastError(),
                    mail.createdAt(),
                    mail.nextAttemptAt(),
                    mail.sentAt());
        }

        @Override
        public String toString() {
            return "MailJson[id=" + id + "]";
        }
    }

    /** Mails that wait show their text, so that a server without SMTP still gets its word to renters, by its admin. */
    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "List the mails that wait, were sent, were not wanted or failed")
    public List<MailJson> list() {
        return outbox.all().stream().map(MailJson::of).toList();
    }

    /** Tries a mail again now, one that failed too. 409 {@code transition-forbidden} if it was sent or is not wanted. */
    @POST
    @Path("/{id}/retry")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Try a mail again now")
    public MailJson retry(@PathParam("id") UUID id) {
        return MailJson.of(retry.retry(id));
    }
}
