package org.p2pvps.localtunnel.gateway;

/**
 * The gateway's names.
 *
 * @param scheme {@code http} or {@code https}, as people type it
 * @param domain the gateway's own name; sites are one label below it
 * @param publicPort as people reach it
 * @param landing where {@code /} of the gateway's own name leads
 */
public record GatewayAddress(String scheme, String domain, int publicPort, String landing) {
    /** The address of a host, without a trailing slash. */
    public String urlOfHost(String host) {
        boolean usual = publicPort == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (usual ? "" : ":" + publicPort);
    }

    public String urlOf(String site) {
        return urlOfHost(site + "." + domain) + "/";
    }
}
