package org.p2pvps.api.tunnel;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The front for subdomains. */
public interface WebGateway {
    /** Where an agent asks for its subdomain: the gateway's own address, without a trailing slash. */
    String controlUrl();

    /** The address under which people reach a subdomain, with a trailing slash. */
    String urlOf(String subdomain);

    /** Where agents reach the gateway with TLS; empty if it does not offer that. */
    default Optional<SecurePort> securePort() {
        return Optional.empty();
    }

    /** @param key the SHA-256 of the public key that the gateway shows there, in Base64 */
    record SecurePort(int port, String key) {}

    /** The subdomains that are served now. */
    List<OpenSite> open();

    /**
     * A subdomain that is served.
     *
     * @param deviceId null for a guest's, where the admin allows guests
     * @param connections data connections the device holds open
     */
    record OpenSite(String subdomain, UUID deviceId, int connections) {}
}
