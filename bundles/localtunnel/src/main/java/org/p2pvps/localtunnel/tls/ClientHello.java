package org.p2pvps.localtunnel.tls;

import java.util.Optional;

/**
 * What a client says first (RFC 8446, 4.1.2).
 *
 * @param serverName the name it asks for, in lower case; empty if it names none
 */
public record ClientHello(Optional<String> serverName) {}
