package org.p2pvps.agent.web;

import java.net.InetSocketAddress;
import java.util.Optional;

/** The web server in the container, wherever the container is now. */
@FunctionalInterface
interface WebServer {
    int HTTP = 80;
    int HTTPS = 443;

    /** Empty while there is no container. */
    Optional<InetSocketAddress> at(int port);
}
