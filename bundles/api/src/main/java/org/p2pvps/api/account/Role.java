package org.p2pvps.api.account;

/** What a caller may do. People who sign up are owner and renter at once. */
public enum Role {
    ADMIN,
    OWNER,
    RENTER,
    /** An agent, by its device key. Never an account's role. */
    DEVICE;

    /** The names for {@code @RolesAllowed}, which takes constants only. */
    public static final class Names {
        public static final String ADMIN = "ADMIN";
        public static final String OWNER = "OWNER";
        public static final String RENTER = "RENTER";
        public static final String DEVICE = "DEVICE";

        private Names() {}
    }
}
