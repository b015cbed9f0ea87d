package org.p2pvps.agent.tunnel;

import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.forward.ForwardingFilter;

/** Lets the server reach the container's SSH server and nothing else of the owner's network. */
final class ContainerFilter implements ForwardingFilter {
    private static final int SSH = 22;

    private final ContainerAddress container;

    ContainerFilter(ContainerAddress container) {
        this.container = container;
    }

    static SshdSocketAddress sshOf(String address) {
        return new SshdSocketAddress(address, SSH);
    }

    @Override
    public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
        return type == Type.Forwarded
                && address.getPort() == SSH
                && container.get().filter(address.getHostName()::equals).isPresent();
    }

    @Override
    public boolean canListen(SshdSocketAddress address, Session session) {
        return false;
    }

    @Override
    public boolean canForwardAgent(Session session, String requestType) {
        return false;
    }

    @Override
    public boolean canForwardX11(Session session, String requestType) {
        return false;
    }
}
