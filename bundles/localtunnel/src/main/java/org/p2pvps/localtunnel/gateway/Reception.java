package org.p2pvps.localtunnel.gateway;

import java.util.Optional;
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
    private final Choices choices;
    private final Redirection redirection;
    private int visitors;

    Reception(
            GatewayAddress address,
            GatewayLimits limits,
            Clockwork clockwork,
            Sites sites,
            Permits permits,
            ControlDesk desk,
            Choices choices,
            Redirection redirection) {
        this.address = address;
        this.limits = limits;
        this.clockwork = clockwork;
        this.sites = sites;
        this.permits = permits;
        this.desk = desk;
        this.choices = choices;
        this.redirection = redirection;
    }

    GatewayLimits limits() {
        return limits;
    }

    /** Connections, and streams of those that have several. */
    int visitors() {
        return visitors;
    }

    /** @return false if there are too many already */
    boolean enter(Timed visitor) {
        visitors++;
        clockwork.add(visitor);
        return visitors <= limits.visitors();
    }

    void leave(Timed visitor) {
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
        Optional<Answer> answer =
                visitor.entrance().isTls() ? misdirected(visitor.entrance(), head, name) : redirection.of(head, name);
        if (answer.isPresent()) {
            return new ShortReply(visitor, head, body, reply -> reply.accept(answer.get()));
        }
        Site site = sites.find(name);
        if (site != null) {
            return new Exchange(visitor, site, head, body, limits);
        }
        ErrorCode why = permits.of(name).isPresent() ? ErrorCode.SITE_OFFLINE : ErrorCode.SITE_UNKNOWN;
        return new ShortReply(visitor, head, body, reply -> reply.accept(Answer.problem(why, head)));
    }

    Optional<Site> site(String name) {
        return Optional.ofNullable(sites.find(name));
    }

    /** The name of the site whose TLS sessions with this host pass through; empty if they end here. */
    Optional<String> passingThrough(String host) {
        return Optional.of(nameIn(host)).filter(name -> choices.of(name).passThrough());
    }

    /**
     * A browser uses one connection for all names of a certificate (RFC 9113, 9.1.1): not for those that have their own, or end
     * TLS themselves. Nor may a request hide behind the name that its connection was made for.
     */
    private Optional<Answer> misdirected(Entrance entrance, RequestHead head, String name) {
        return choices.of(name).passThrough() || !entrance.leadsTo(head.hostName())
                ? Optional.of(Answer.problem(ErrorCode.MISDIRECTED, head))
                : Optional.empty();
    }

    /** The label before the gateway's domain, or what a renter's domain stands for; what is neither names no site. */
    private String nameIn(String host) {
        String suffix = "." + address.domain();
        return host.endsWith(suffix)
                ? host.substring(0, host.length() - suffix.length())
                : choices.nameOf(host).orElse("");
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
