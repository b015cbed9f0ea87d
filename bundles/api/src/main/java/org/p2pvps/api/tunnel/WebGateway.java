package org.p2pvps.api.tunnel;

import java.util.List;
import java.util.UUID;

/** The front for subdomains. */
public interface WebGateway {
    /** Where an agent asks for its subdomain: the gateway's own address, without a trailing slash. */
    String controlUrl();

    /** The address under which people reach a subdomain, with a trailing slash. */
    String urlOf(String subdomain);

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
