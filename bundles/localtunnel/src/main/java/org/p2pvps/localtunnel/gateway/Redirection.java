package org.p2pvps.localtunnel.gateway;

import java.util.Optional;
import java.util.function.IntSupplier;
import org.p2pvps.localtunnel.gateway.Choices.Choice;
import org.p2pvps.localtunnel.http.RequestHead;
import org.p2pvps.localtunnel.tls.Certificates;

/** Sends visitors who came without TLS to where it is, if the admin or the site's renter wants that. */
final class Redirection {
    private static final int HTTPS = 443;
    /** Certificate authorities look for their proof here, without TLS (RFC 8555, 8.3). */
    private static final String CHALLENGES = "/.well-known/acme-challenge/";

    private final Choices choices;
    private final Certificates certificates;
    private final boolean always;
    private final IntSupplier port;

    /**
     * @param always whether every site wants it
     * @param port TLS's port as people reach it; negative if there is none
     */
    Redirection(Choices choices, Certificates certificates, boolean always, IntSupplier port) {
        this.choices = choices;
        this.certificates = certificates;
        this.always = always;
        this.port = port;
    }

    /** @param name the site's */
    Optional<Answer> of(RequestHead request, String name) {
        Choice choice = choices.of(name);
        boolean served = choice.passThrough() || certificates.covers(request.hostName());
        boolean wanted = always || choice.redirect();
        return wanted && served && port.getAsInt() > 0 && !request.target().startsWith(CHALLENGES)
                ? Optional.of(Answer.moved(addressOf(request)))
                : Optional.empty();
    }

    private String addressOf(RequestHead request) {
        String target = request.target().startsWith("/") ? request.target() : "/";
        String colon = port.getAsInt() == HTTPS ? "" : ":" + port.getAsInt();
        return "https://" + request.hostName() + colon + target;
    }
}
