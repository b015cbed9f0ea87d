package org.p2pvps.tunnel;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.common.Factory;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.ServiceFactory;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.IoServiceFactoryFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.DirectTcpipFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.session.AbstractServerSession;
import org.apache.sshd.server.session.ServerUserAuthServiceFactory;
import org.p2pvps.api.proxy.AddressRange;
import org.p2pvps.tunnel.io.IoLimits;
import org.p2pvps.tunnel.io.IoLoops;
import org.p2pvps.tunnel.jump.JumpHost;

/** MINA's SSH server, stripped to what a device may do, and a renter on the way to one. */
final class TunnelServer implements AutoCloseable {
    private static final Duration STOP_WAIT = Duration.ofSeconds(2);
    private static final Duration SIGN_IN_WITHIN = Duration.ofSeconds(20);
    private static final int SIGN_IN_ATTEMPTS = 6;
    private static final int BACKLOG = 4096;
    private static final int PACKET = 36 * 1024;

    private final SshServer server = SshServer.setUpDefaultServer();
    private final IoLoops loops;

    TunnelServer(
            TunnelConfig config,
            HostKey hostKey,
            PublickeyAuthenticator devices,
            ForwardRequests forwards,
            JumpHost jumps,
            Refusals refusals)
            throws IOException {
        loops = new IoLoops(
                new IoLimits(BACKLOG, config.handshakes(), mostQueued(config), AddressRange.list(config.proxies())));
        server.setIoServiceFactoryFactory(new FixedIo(loops));
        server.setHost(config.bindAddress());
        server.setPort(config.port());
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey.pair()));
        Cryptography.restrict(server);
        server.setKeyExchangeFactories(
                NamedFactory.setUpTransformedFactories(true, Cryptography.KEY_EXCHANGES, ServerBuilder.DH2KEX));
        server.setUserAuthFactories(
                List.of(new UserAuthPublicKeyFactory(Cryptography.SIGNATURES), UserAuthPasswordFactory.INSTANCE));
        server.setPublickeyAuthenticator((user, key, session) ->
                (JumpHost.USER.equals(user) ? jumps.keys() : devices).authenticate(user, key, session));
        server.setPasswordAuthenticator(jumps.passwords());
        server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        // MINA wants one; neither connection service ever asks it.
        server.setChannelFactories(List.of(DirectTcpipFactory.INSTANCE));
        server.setGlobalRequestHandlers(List.of());
        server.setServiceFactories(List.of(
                ServiceInTurn.beforeSignIn(ServerUserAuthServiceFactory.INSTANCE),
                ServiceInTurn.afterSignIn(connections(forwards, jumps, refusals))));
        setProperties(config);
        listenTo(new Settling(loops));
    }

    int connections() {
        return (int) sessions().count();
    }

    /** Whether connections have to wait until some of those that have not signed in do so, or go. */
    boolean isFull() {
        return loops.isFull();
    }

    void listenTo(SessionListener listener) {
        server.addSessionListener(listener);
    }

    void start() throws IOException {
        server.start();
    }

    /** The port that is listened on; the configured one until the server has started. */
    int port() {
        return server.getPort();
    }

    /** Nobody gets in any more, and who has not signed in goes; the others stay. */
    void closeDoor() {
        loops.closeDoor();
        sessions().filter(session -> !session.isAuthenticated()).forEach(session -> session.close(true));
    }

    @Override
    public void close() {
        try {
            server.close(true).await(STOP_WAIT);
        } catch (IOException interrupted) {
            Thread.currentThread().interrupt();
        }
        loops.close(true);
    }

    private Stream<AbstractSession> sessions() {
        return server.isStarted() ? server.getActiveSessions().stream() : Stream.empty();
    }

    /** Above what well-behaved renters can make wait: their windows, and a packet each during a key exchange. */
    private static int mostQueued(TunnelConfig config) {
        return 2 * RenterWindow.MOST + config.connectionsPerDevice() * PACKET;
    }

    private void setProperties(TunnelConfig config) {
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "p2pvps");
        CoreModuleProperties.AUTH_METHODS.set(
                server, UserAuthPublicKeyFactory.NAME + " " + UserAuthPasswordFactory.NAME);
        CoreModuleProperties.AUTH_TIMEOUT.set(server, SIGN_IN_WITHIN);
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, SIGN_IN_ATTEMPTS);
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, config.connectionsPerDevice());
        // The heartbeat finds dead tunnels; idle ones, and renters who look at a paused screen, are left in peace.
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
        CoreModuleProperties.STOP_WAIT_TIME.set(server, STOP_WAIT);
    }

    private record FixedIo(IoLoops loops) implements IoServiceFactoryFactory {
        @Override
        public IoServiceFactory create(FactoryManager manager) {
            return loops;
        }

        @Override
        public void setExecutorServiceFactory(Factory<CloseableExecutorService> factory) {
            throw new UnsupportedOperationException("The threads are given.");
        }
    }

    private static ServiceFactory connections(ForwardRequests forwards, JumpHost jumps, Refusals refusals) {
        return new ServiceFactory() {
            @Override
            public String getName() {
                return "ssh-connection";
            }

            @Override
            public Service create(Session session) throws IOException {
                AbstractServerSession signedIn = (AbstractServerSession) session;
                return JumpHost.USER.equals(session.getUsername())
                        ? jumps.serve(signedIn)
                        : new DeviceConnectionService(signedIn, forwards, refusals);
            }
        };
    }
}
