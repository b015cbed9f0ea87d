package org.p2pvps.rest;

import java.util.List;
import java.util.stream.Stream;
import javax.servlet.http.HttpServletRequest;

/** The proxies whose word on the client is taken. */
final class TrustedProxies {
    private final List<Network> networks;

    /** From addresses and networks; a configuration file gives them all in one, between commas. */
    TrustedProxies(String... networks) {
        this.networks = Stream.of(String.join(",", networks).split(","))
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .map(Network::of)
                .toList();
    }

    /** The client of a request: the last address in the chain of proxies that we do not trust. */
    Client clientOf(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        if (!trusts(address)) {
            return new Client(address, request.getScheme());
        }
        String scheme =
                "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")) ? "https" : request.getScheme();
        return new Client(lastUntrusted(address, request.getHeader("X-Forwarded-For")), scheme);
    }

    private String lastUntrusted(String peer, String forwardedFor) {
        String[] hops = forwardedFor == null ? new String[0] : forwardedFor.split(",");
        String address = peer;
        for (int i = hops.length - 1; i >= 0 && trusts(address); i--) {
            String hop = hops[i].trim();
            if (!Network.isAddress(hop)) {
                break;
            }
            address = hop;
        }
        return address;
    }

    private boolean trusts(String address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
