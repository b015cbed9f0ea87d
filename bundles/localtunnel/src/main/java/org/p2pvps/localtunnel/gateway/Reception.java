package org.p2pvps.localtunnel.gateway;

import org.p2pvps.localtunnel.http.Body;
import org.p2pvps.localtunnel.http.RequestHead;
import org.p2pvps.protocol.ErrorCode;

/** Receives visitors: counts them, and sends each request to the site its host names, or to the control desk. */
final class Reception {
    private final GatewayAddress address;
    private final GatewayLimits limits;
    private final Clockwork clockwork;
    private final Sites sites;
    private final Permits permits;
    private final ControlDesk desk;
    private int visitors;

    Reception(
            GatewayAddress address,
            GatewayLimits limits,
            Clockwork clockwork,
            Sites sites,
            Permits permits,
            ControlDesk desk) {
        this.address = address;
        this.limits = limits;
        this.clockwork = clockwork;
        this.sites = sites;
        this.permits = permits;
        this.desk = desk;
    }

    GatewayLimits limits() {
        return limits;
    }

    String scheme() {
        return address.scheme();
    }

    /** @return false if there are too many already */
    boolean enter(Visitor visitor) {
        visitors++;
        clockwork.add(visitor);
        return visitors <= limits.visitors();
    }

    void leave(Visitor visitor) {
        visitors--;
        clockwork.remove(visitor);
    }

    /** Who answers the request. */
    Conversation receive(Visitor visitor, RequestHead head, Body body) {
        String host = head.hostName();
        if (host.equals(address.domain()) || isAddress(host)) {
            return desk.call(visitor, head, body);
        }
        String name = nameIn(host);
        Site site = sites.find(name);
        if (site != null) {
            return new Exchange(visitor, site, head, body, limits);
        }
        ErrorCode why = permits.of(name).isPresent() ? ErrorCode.SITE_OFFLINE : ErrorCode.SITE_UNKNOWN;
        return new ShortReply(visitor, head, body, reply -> reply.accept(Answer.problem(why, head)));
    }

    /** The label before the gateway's domain; what is not one names no site. */
    private String nameIn(String host) {
        String suffix = "." + address.domain();
        return host.endsWith(suffix) ? host.substring(0, host.length() - suffix.length()) : "";
    }

    private static boolean isAddress(String host) {
        for (int at = 0; at < host.length(); at++) {
            char c = host.charAt(at);
            if (c != '.' && (c < '0' || c > '9')) {
                return host.startsWith("[");
            }
        }
        return true;
    }
}
