package org.p2pvps.rental;

import java.util.List;
import java.util.UUID;

/**
 * An order over REST.
 *
 * @param hours the term, at least 1
 * @param sshKeys keys to accept besides the password, one-line form; null for none
 * @param market where the renter saw it; null for {@code direct}
 */
public record OrderRequest(UUID deviceId, int hours, List<String> sshKeys, String market) {
    private static final String DEFAULT_MARKET = "direct";

    String marketOrDefault() {
        return market == null ? DEFAULT_MARKET : market;
    }
}
