package org.p2pvps.api;

/**
 * Event topics. Events are posted after commit and carry {@link #ID} only (a UUID as text); they wake whoever waits and may
 * be lost: the database is the truth, and a sweep finds what an event missed.
 */
public final class Topics {
    /** The property that names the record: a device's id for every topic here. */
    public static final String ID = "id";

    /** Anything of a device changed that its agent, its listing or its tunnel may depend on. */
    public static final String DEVICE_CHANGED = "org/p2pvps/device/CHANGED";

    /** A lease was allotted or released: whoever holds a route by it looks again. */
    public static final String LEASE_CHANGED = "org/p2pvps/lease/CHANGED";

    /** A tunnel opened or closed. */
    public static final String TUNNEL_CHANGED = "org/p2pvps/tunnel/CHANGED";

    /** A mail was put into the outbox; the id is the mail's. */
    public static final String MAIL_QUEUED = "org/p2pvps/mail/QUEUED";

    /** The SSH keys of a person changed; the id is the account's. */
    public static final String ACCOUNT_KEYS_CHANGED = "org/p2pvps/account/KEYS_CHANGED";

    private Topics() {}
}
