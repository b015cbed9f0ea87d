package org.p2pvps.agent.tunnel;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.ForwardedTcpipFactory;
import org.p2pvps.agent.connection.Connection;
import org.p2pvps.agent.connection.Connector;

/** Opens the tunnel: an SSH connection to the server that does nothing but forward the leased port. */
public final class SshConnector implements Connector<TunnelTarget>, AutoCloseable {
    /** Short, so that a network that comes back is not missed for long. */
    private static final Duration CONNECT = Duration.ofSeconds(4);

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    /** With two unanswered ones a connection is given up: a silent loss is noticed within about ten seconds. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(3);

    private static final int UNANSWERED = 2;
    /** What a tenant who reads nothing can make the agent hold: this, times the channels. */
    private static final long WINDOW = 256 * 1024;

    private static final int CHANNELS = 128;
    private static final int THREADS = 2;

    private final ContainerAddress container;
    private SshClient client;

    public SshConnector(ContainerAddress container) {
        this.container = container;
    }

    @Override
    public Connection connect(TunnelTarget target, Runnable lost) throws IOException {
        SshClient started = startedClient();
        String host = target.endpoint().host();
        AttributeRepository context = AttributeRepository.ofKeyValuePair(
                PinnedHostKey.EXPECTED, PinnedHostKey.parse(target.endpoint().hostKey()));
        ClientSession session = started.connect(
                        target.deviceId().toString(), host, target.endpoint().port(), context, null)
                .verify(CONNECT)
                .getSession();
        try {
            session.addPublicKeyIdentity(target.key().pair());
            session.auth().verify(PATIENCE);
            forward(session, target.endpoint().bindPort());
            return new SshConnection(session, lost);
        } catch (IOException | RuntimeException e) {
            session.close(true);
            throw e;
        }
    }

    @Override
    public String describe(TunnelTarget target) {
        return "The SSH tunnel to " + target.endpoint().host() + ":"
                + target.endpoint().port() + " (port " + target.endpoint().bindPort() + " there)";
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.stop();
        }
    }

    /** Made when first needed: its hundreds of classes are not to stand between the agent's start and its registration. */
    private synchronized SshClient startedClient() {
        if (client == null) {
            JdkEd25519Registrar.register();
            client = newClient();
            configure(client);
            client.start();
        }
        return client;
    }

    private SshClient newClient() {
        SshClient made = ClientBuilder.builder()
                .serverKeyVerifier(new PinnedHostKey())
                .forwardingFilter(new ContainerFilter(container))
                .forwarderFactory(service -> new ContainerForwarder(service, container))
                .channelFactories(List.of(ForwardedTcpipFactory.INSTANCE))
                .hostConfigEntryResolver(HostConfigEntryResolver.EMPTY)
                .build();
        made.setGlobalRequestHandlers(List.of(new DrainRequests()));
        made.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        made.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        made.setSignatureFactories(List.of(
                BuiltinSignatures.ed25519,
                BuiltinSignatures.nistp256,
                BuiltinSignatures.rsaSHA512,
                BuiltinSignatures.rsaSHA256));
        return made;
    }

    /** Where the container is is asked anew for each connection: the address given here is never used. */
    private static void forward(ClientSession session, int port) throws IOException {
        session.startRemotePortForwarding(new SshdSocketAddress("", port), new SshdSocketAddress("container", 22));
    }

    private static void configure(SshClient client) {
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.HEARTBEAT_REQUEST.set(client, "keepalive@openssh.com");
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, UNANSWERED);
        CoreModuleProperties.WINDOW_SIZE.set(client, WINDOW);
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(client, CHANNELS);
        CoreModuleProperties.NIO_WORKERS.set(client, THREADS);
        CoreModuleProperties.FORWARD_REQUEST_TIMEOUT.set(client, PATIENCE);
    }
}
