package org.p2pvps.api.mail;

import java.util.Set;

/** Where a mail is on its way. */
public enum MailState {
    /** To be sent; tried again until it goes. */
    WAITING,
    /** The mail server took it. */
    SENT,
    /** Its recipient does not want mails of its kind. */
    MUTED,
    /** The mail server will never take it as it is; an admin may have it tried again. */
    FAILED;

    /** Whether a mail may go from this state to {@code next}. */
    public boolean allows(MailState next) {
        return following().contains(next);
    }

    private Set<MailState> following() {
        return switch (this) {
            case WAITING -> Set.of(WAITING, SENT, MUTED, FAILED);
            case FAILED -> Set.of(WAITING);
            case SENT, MUTED -> Set.of();
        };
    }
}
