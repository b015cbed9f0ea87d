package org.p2pvps.tunnel;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.ServiceFactory;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.session.Session;

/**
 * Lets a service begin once, and in its turn (RFC 4253, 10; RFC 4252, 5). sshd would begin any of them whenever it is asked
 * for: connections before anybody signed in, and signing in, with a fresh count of attempts, as often as a peer likes.
 */
final class ServiceInTurn implements ServiceFactory {
    private static final AttributeKey<Set<String>> BEGUN = new AttributeKey<>();

    private final ServiceFactory service;
    private final boolean afterSignIn;

    private ServiceInTurn(ServiceFactory service, boolean afterSignIn) {
        this.service = service;
        this.afterSignIn = afterSignIn;
    }

    static ServiceFactory beforeSignIn(ServiceFactory service) {
        return new ServiceInTurn(service, false);
    }

    static ServiceFactory afterSignIn(ServiceFactory service) {
        return new ServiceInTurn(service, true);
    }

    @Override
    public String getName() {
        return service.getName();
    }

    @Override
    public Service create(Session session) throws IOException {
        Set<String> begun = session.computeAttributeIfAbsent(BEGUN, key -> new HashSet<>());
        if (session.isAuthenticated() != afterSignIn || !begun.add(getName())) {
            throw new SshException(SshConstants.SSH2_DISCONNECT_PROTOCOL_ERROR, "It is not the turn of this service.");
        }
        return service.create(session);
    }
}
