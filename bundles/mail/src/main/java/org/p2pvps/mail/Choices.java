package org.p2pvps.mail;

import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.mail.MailKind;
import org.p2pvps.api.mail.MailPreferenceStore;
import org.p2pvps.protocol.ErrorCode;

/** Turns kinds of mails on and off for people. */
@Component(service = Choices.class)
public final class Choices {
    private final MailPreferenceStore preferences;

    @Activate
    public Choices(@Reference MailPreferenceStore preferences) {
        this.preferences = preferences;
    }

    /** @throws ProblemException with {@code field-invalid} if mails of the kind can't be turned off */
    public void choose(UUID accountId, MailKind kind, boolean on) {
        if (!on && !kind.optional()) {
            throw new ProblemException(
                    ErrorCode.FIELD_INVALID,
                    "on: mails with credentials can't be turned off; you need them to get in.");
        }
        preferences.mute(accountId, kind, !on);
    }
}
