package org.p2pvps.api.mail;

import java.time.Instant;
import java.util.List;
import org.p2pvps.api.Store;

/** The outbox. Putting a mail in joins the caller's transaction: what is rolled back is not mailed. */
public interface MailStore extends Store<Mail> {
    /**
     * Puts a mail in, unless it was put in before: then nothing changes.
     *
     * @return whether it is new
     */
    boolean post(Mail mail);

    /** Mails that wait and are due, oldest first. */
    List<Mail> due(Instant now, int limit);

    /** Mails in this state, oldest first. */
    List<Mail> byState(MailState state);

    /**
     * Forgets mails that were sent, or muted, before {@code instant}: with them what they were about, so the same event would be
     * mailed again. What waits or failed is kept.
     */
    void forgetDone(Instant instant);
}
