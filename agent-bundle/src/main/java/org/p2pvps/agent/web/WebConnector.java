package org.p2pvps.agent.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.p2pvps.agent.connection.Connection;
import org.p2pvps.agent.connection.Connector;
import org.p2pvps.agent.json.JsonCodec;

/** Opens the web tunnel: asks the gateway for the name, then keeps as many data sockets open as it grants. */
public final class WebConnector implements Connector<WebTarget> {
    private final ControlClient control;
    private final SocketLoop loop;
    private final WebServer webServer;
    private final RandomGenerator random;

    private WebConnector(JsonCodec json, SocketLoop loop, WebServer webServer, RandomGenerator random) {
        this.control = new ControlClient(json);
        this.loop = loop;
        this.webServer = webServer;
        this.random = random;
    }

    /** @param container the container's address now; empty while it has none */
    public static WebConnector toContainer(
            JsonCodec json, SocketLoop loop, Supplier<Optional<String>> container, RandomGenerator random) {
        return to(json, loop, port -> container.get().map(address -> new InetSocketAddress(address, port)), random);
    }

    static WebConnector to(JsonCodec json, SocketLoop loop, WebServer webServer, RandomGenerator random) {
        return new WebConnector(json, loop, webServer, random);
    }

    @Override
    public Connection connect(WebTarget target, Runnable lost) throws IOException {
        Grant grant = control.ask(target);
        Pool pool = new Pool(loop, grant, webServer, random, lost);
        pool.begin();
        return pool;
    }

    @Override
    public String describe(WebTarget target) {
        return "The web tunnel to " + target.web().controlUrl() + " ("
                + target.web().subdomain() + ")";
    }
}
