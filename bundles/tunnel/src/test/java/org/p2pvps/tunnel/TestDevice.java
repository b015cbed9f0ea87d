package org.p2pvps.tunnel;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;

/** A device's end of the tunnel, with MINA's client. */
final class TestDevice implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String LOCAL = "127.0.0.1";

    private final SshClient client = SshClient.setUpDefaultClient();
    private final KeyPair key;

    TestDevice() {
        this(newKey());
    }

    TestDevice(KeyPair key) {
        this.key = key;
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        client.start();
    }

    /** From now on the kernel takes little of what this device does not read, however much it would take by itself. */
    void readInSips() {
        CoreModuleProperties.SOCKET_RCVBUF.set(client, 4096);
    }

    /** From now on {@code handler} hears what the server asks for. */
    void hear(RequestHandler<ConnectionService> handler) {
        client.setGlobalRequestHandlers(List.of(handler));
    }

    /** From now on {@code channels} takes what renters bring. */
    void take(ChannelFactory channels) {
        client.setChannelFactories(List.of(channels));
    }

    static KeyPair newKey() {
        Cryptography.prepare();
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    KeyPair key() {
        return key;
    }

    String publicKey() {
        return PublicKeyEntry.toString(key.getPublic());
    }

    /** Signs in. */
    ClientSession connect(TestServer server, String user) throws IOException {
        ClientSession session = connectOnly(server, user);
        session.addPublicKeyIdentity(key);
        session.auth().verify(PATIENCE);
        return session;
    }

    /** Does not sign in. */
    ClientSession connectOnly(TestServer server, String user) throws IOException {
        return connectOnly(LOCAL, server, user);
    }

    private ClientSession connectOnly(String host, TestServer server, String user) throws IOException {
        ClientSession session =
                client.connect(user, host, server.port()).verify(PATIENCE).getSession();
        session.setKeyIdentityProvider(context -> List.of());
        return session;
    }

    /** Signs in and forwards {@code port} to the local {@code target}. */
    ClientSession open(TestServer server, String user, int port, int target) throws IOException {
        return openAt(LOCAL, server, user, port, target);
    }

    /** As {@link #open}, at one of the server's addresses. */
    ClientSession openAt(String host, TestServer server, String user, int port, int target) throws IOException {
        ClientSession session = connectOnly(host, server, user);
        session.addPublicKeyIdentity(key);
        session.auth().verify(PATIENCE);
        session.startRemotePortForwarding(new SshdSocketAddress("", port), new SshdSocketAddress("127.0.0.1", target));
        return session;
    }

    @Override
    public void close() {
        client.stop();
    }
}
