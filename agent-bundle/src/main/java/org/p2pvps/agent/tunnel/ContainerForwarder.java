package org.p2pvps.agent.tunnel;

import org.apache.sshd.common.forward.DefaultForwarder;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** Sends what arrives on the leased port to wherever the container is at that moment. */
final class ContainerForwarder extends DefaultForwarder {
    private final ContainerAddress container;

    ContainerForwarder(ConnectionService service, ContainerAddress container) {
        super(service);
        this.container = container;
    }

    /** Null, which refuses the connection, for a port that was not asked for, or while there is no container. */
    @Override
    public synchronized SshdSocketAddress getForwardedPort(int remotePort) {
        if (super.getForwardedPort(remotePort) == null) {
            return null;
        }
        return container.get().map(ContainerFilter::sshOf).orElse(null);
    }
}
