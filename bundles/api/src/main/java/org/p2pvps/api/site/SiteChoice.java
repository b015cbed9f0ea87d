package org.p2pvps.api.site;

import java.util.UUID;

/**
 * What the renter chose for the site. A rental without one has {@link #standard}.
 *
 * @param rentalId the rental whose site it is, and the record's key
 * @param redirect whether visitors without TLS are sent to where it is
 */
public record SiteChoice(UUID rentalId, TlsMode tls, boolean redirect) {
    public static SiteChoice standard(UUID rentalId) {
        return new SiteChoice(rentalId, TlsMode.TERMINATE, false);
    }
}
