package org.p2pvps.api.mail;

import java.util.Set;
import java.util.UUID;

/** Keeps which mails people do not want. Whoever said nothing wants all. */
public interface MailPreferenceStore {
    /** The kinds that this person turned off. */
    Set<MailKind> muted(UUID accountId);

    /** Turns a kind off or on again; repeating it changes nothing. */
    void mute(UUID accountId, MailKind kind, boolean muted);
}
