package org.p2pvps.localtunnel;

/** Whether devices' data connections have TLS. */
public enum DataEncryption {
    /** None have. */
    OFF,
    /** Our agents' have; others may be in the clear. */
    OFFERED,
    /** All have. */
    REQUIRED
}
