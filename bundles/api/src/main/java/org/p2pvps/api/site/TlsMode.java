package org.p2pvps.api.site;

/** Where a visitor's TLS session ends. */
public enum TlsMode {
    /** At the gateway, which holds the certificate and speaks HTTP with the device's port 80. */
    TERMINATE,
    /** On the device: the session passes through, untouched, to its port 443. */
    PASS_THROUGH
}
