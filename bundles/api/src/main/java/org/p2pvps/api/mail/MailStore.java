package org.p2pvps.api.mail;

import java.time.Instant;
import java.util.List;
import org.p2pvps.api.Store;

/** The outbox. Putting a mail in joins the caller's transaction: what is rolled back is not mailed. */
public interface MailStore extends Store<Mail> {
    /** Mails to be sent that are due, oldest first. */
    List<Mail> due(Instant now, int limit);
}
