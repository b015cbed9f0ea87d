package org.p2pvps.tunnel;

import org.apache.sshd.common.util.net.SshdSocketAddress;

/**
 * The address that a device asked to listen on, word for word. OpenSSH takes a connection only if it is told its own words, and
 * sshd would turn an empty one into {@code 0.0.0.0}.
 */
final class AskedAddress extends SshdSocketAddress {
    private static final long serialVersionUID = 1L;

    private final String asked;

    AskedAddress(String asked, int port) {
        super(asked, port);
        this.asked = asked;
    }

    @Override
    public String getHostName() {
        return asked;
    }
}
