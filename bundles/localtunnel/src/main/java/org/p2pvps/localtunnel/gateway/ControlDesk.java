package org.p2pvps.localtunnel.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.p2pvps.localtunnel.gateway.Permits.Permit;
import org.p2pvps.localtunnel.http.Body;
import org.p2pvps.localtunnel.http.RequestHead;

/**
 * LocalTunnel's control protocol, on the gateway's own name: {@code GET /?new} and {@code GET /name}. A device's name is given
 * to who shows its token, and with it a preface for the data connections.
 */
final class ControlDesk {
    /** As LocalTunnel has it, but for its 64th letter, which no DNS label has. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{2,61})[a-z0-9]");

    private static final Pattern STATUS = Pattern.compile("/api/tunnels/([^/]+)/status");
    private static final String BEARER = "Bearer ";
    private static final String RANDOM_LETTERS = "abcdefghijkmnopqrstuvwxyz23456789";
    private static final int RANDOM_LENGTH = 10;
    private static final String BAD_NAME =
            "Invalid subdomain. Subdomains must be lowercase and between 4 and 63 alphanumeric characters.";
    private static final String NOT_YOURS =
            "This server gives names to its devices only: show the device's current token for this name.";

    private final GatewayAddress address;
    private final GatewayLimits limits;
    private final Sites sites;
    private final Permits permits;
    private final Optional<Guests> guests;
    private final IntSupplier devicePort;
    private final Executor loop;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param guests empty if only devices are served
     * @param devicePort where devices make their data connections
     * @param loop the event loop
     */
    ControlDesk(
            GatewayAddress address,
            GatewayLimits limits,
            Sites sites,
            Permits permits,
            Optional<Guests> guests,
            IntSupplier devicePort,
            Executor loop) {
        this.address = address;
        this.limits = limits;
        this.sites = sites;
        this.permits = permits;
        this.guests = guests;
        this.devicePort = devicePort;
        this.loop = loop;
    }

    Conversation call(Visitor visitor, RequestHead request, Body body) {
        return new ShortReply(visitor, request, body, reply -> answer(request, reply));
    }

    private void answer(RequestHead request, Consumer<Answer> reply) {
        int question = request.target().indexOf('?');
        String path = question < 0 ? request.target() : request.target().substring(0, question);
        String query = question < 0 ? "" : request.target().substring(question + 1);
        Matcher status = STATUS.matcher(path);
        if (path.equals("/")) {
            root(request, query, reply);
        } else if (path.equals("/api/status")) {
            reply.accept(Answer.json("200 OK", status()));
        } else if (status.matches()) {
            reply.accept(status(status.group(1)));
        } else if (path.indexOf('/', 1) > 0) {
            reply.accept(Answer.text("404 Not Found", "Not Found"));
        } else {
            named(request, path.substring(1), reply);
        }
    }

    private void root(RequestHead request, String query, Consumer<Answer> reply) {
        if (query.equals("new") || query.startsWith("new=") || query.startsWith("new&")) {
            guest(request, randomName(), reply);
        } else {
            reply.accept(Answer.redirect(address.landing()));
        }
    }

    private void named(RequestHead request, String name, Consumer<Answer> reply) {
        if (!NAME.matcher(name).matches()) {
            reply.accept(Answer.json("403 Forbidden", message(BAD_NAME)));
            return;
        }
        Optional<String> token = request.fields()
                .first("authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
        if (token.isEmpty()) {
            guest(request, name, reply);
        } else if (!device(request, name, token.get(), reply)) {
            // The lease may be younger than what is known here.
            permits.refresh()
                    .whenCompleteAsync(
                            (done, error) -> {
                                if (!device(request, name, token.get(), reply)) {
                                    guest(request, name, reply);
                                }
                            },
                            loop);
        }
    }

    private boolean device(RequestHead request, String name, String token, Consumer<Answer> reply) {
        Optional<Permit> permit = permits.of(name).filter(known -> matches(token, known.token()));
        permit.ifPresent(known -> {
            String preface = sites.open(name, known);
            reply.accept(granted(request, name, devicePort.getAsInt(), limits.deviceSockets(), preface));
        });
        return permit.isPresent();
    }

    /** A taken name is answered with a random one, as LocalTunnel does; a device's name is always taken. */
    private void guest(RequestHead request, String wanted, Consumer<Answer> reply) {
        if (guests.isEmpty()) {
            reply.accept(Answer.json("403 Forbidden", message(NOT_YOURS)));
        } else if (guests.get().isFull()) {
            reply.accept(Answer.json("429 Too Many Requests", message("Too many guests are here already.")));
        } else {
            guests.get()
                    .open(
                            isTaken(wanted) ? randomName() : wanted,
                            (site, port) -> reply.accept(
                                    site == null
                                            ? Answer.json("503 Service Unavailable", message("No port is free."))
                                            : granted(request, site.name(), port, limits.guestSockets(), null)));
        }
    }

    private Answer granted(RequestHead request, String name, int port, int sockets, String preface) {
        String url = request.hostName().equals(address.domain())
                ? address.scheme() + "://" + name + "." + request.host()
                : address.urlOf(name);
        String secret = preface == null ? "" : ",\"preface\":\"" + preface + "\"";
        return Answer.json(
                "200 OK",
                "{\"id\":\"" + name + "\",\"port\":" + port + ",\"max_conn_count\":" + sockets + ",\"url\":\"" + url
                        + "\"" + secret + "}");
    }

    private String status() {
        Runtime runtime = Runtime.getRuntime();
        long total = runtime.totalMemory();
        return "{\"tunnels\":" + sites.all().size() + ",\"mem\":{\"rss\":" + total + ",\"heapTotal\":" + total
                + ",\"heapUsed\":" + (total - runtime.freeMemory()) + "}}";
    }

    private Answer status(String name) {
        Site site = sites.find(name);
        return site == null
                ? Answer.text("404 Not Found", "Not Found")
                : Answer.json("200 OK", "{\"connected_sockets\":" + site.connected() + "}");
    }

    private String randomName() {
        StringBuilder name = new StringBuilder(RANDOM_LENGTH);
        do {
            name.setLength(0);
            random.ints(RANDOM_LENGTH, 0, RANDOM_LETTERS.length())
                    .forEach(letter -> name.append(RANDOM_LETTERS.charAt(letter)));
        } while (isTaken(name.toString()));
        return name.toString();
    }

    /** A guest who was cut off finds its name free, as everybody else does. */
    private boolean isTaken(String name) {
        Site site = sites.find(name);
        return site != null && !(site.isGuest() && site.isLeft())
                || permits.of(name).isPresent();
    }

    private static boolean matches(String shown, String wanted) {
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }

    private static String message(String text) {
        return "{\"message\":\"" + text + "\"}";
    }
}
