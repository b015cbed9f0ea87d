package org.p2pvps.mail;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
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
import org.p2pvps.api.mail.Mail;
import org.p2pvps.api.mail.MailStore;
import org.p2pvps.api.rest.RestResource;

/** The outbox. */
@Component
@Path("/mails")
@Produces(MediaType.APPLICATION_JSON)
public final class MailResource implements RestResource {
    private final MailStore outbox;

    @Activate
    public MailResource(@Reference MailStore outbox) {
        this.outbox = outbox;
    }

    /**
     * A mail as admins see it.
     *
     * @param text null once it was sent
     * @param sentAt null while it waits
     */
    public record MailJson(
            UUID id,
            String recipient,
            String subject,
            String text,
            int attempts,
            String lastError,
            Instant createdAt,
            Instant sentAt) {

        static MailJson of(Mail mail) {
            return new MailJson(
                    mail.id(),
                    mail.recipient(),
                    mail.subject(),
                    mail.text() == null ? null : mail.text().value(),
                    mail.attempts(),
                    mail.lastError(),
                    mail.createdAt(),
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
    @Operation(summary = "List the mails that wait or were sent")
    public List<MailJson> list() {
        return outbox.all().stream().map(MailJson::of).toList();
    }
}
