package org.p2pvps.rental;

import java.util.List;
import org.p2pvps.api.tunnel.WebGateway;

/** A gateway that knows its addresses. */
final class NamedGateway implements WebGateway {
    @Override
    public String controlUrl() {
        return "http://vps.example.org";
    }

    @Override
    public String urlOf(String subdomain) {
        return "http://" + subdomain + ".vps.example.org/";
    }

    @Override
    public List<OpenSite> open() {
        return List.of();
    }
}
