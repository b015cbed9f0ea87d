package org.p2pvps.localtunnel.tls;

import io.netty.handler.ssl.SslContext;
import java.util.Optional;

/** The certificates that this server holds. Answers come from memory, on any thread. */
public interface Certificates {
    /** For a name in lower case: its own certificate, else one for its wildcard, else the default one if there is one. */
    Optional<SslContext> forName(String serverName);

    /** The default certificate: for clients that name nothing. */
    Optional<SslContext> byDefault();

    /** Whether there is a certificate made out for that name, the default one aside. */
    boolean covers(String serverName);
}
