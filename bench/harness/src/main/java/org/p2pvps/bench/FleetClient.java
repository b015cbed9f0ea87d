package org.p2pvps.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;

/** Opens tunnels as the agent does, from an address of its own for each device, and to either kind of server. */
final class FleetClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT = Duration.ofSeconds(3);
    private static final int UNANSWERED = 10;

    private final SshClient client = ClientBuilder.builder()
            .serverKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE)
            .forwardingFilter(AcceptAllForwardingFilter.INSTANCE)
            .hostConfigEntryResolver(HostConfigEntryResolver.EMPTY)
            .build();
    private final KeyPair key;

    FleetClient(Path keyFile) throws IOException, GeneralSecurityException {
        key = SecurityUtils.getKeyPairResourceParser()
                .loadKeyPairs(null, keyFile, null)
                .iterator()
                .next();
        configure();
        client.start();
    }

    /** @param target where what arrives at the leased port is to go */
    ClientSession open(FleetServer server, int number, InetSocketAddress target) throws IOException {
        ClientSession session = client.connect(server.user(number), server.address(), null, source(number))
                .verify(PATIENCE)
                .getSession();
        try {
            session.addPublicKeyIdentity(key);
            session.auth().verify(PATIENCE);
            session.startRemotePortForwarding(
                    new SshdSocketAddress("", server.leasedPort(number)),
                    new SshdSocketAddress(target.getAddress().getHostAddress(), target.getPort()));
            return session;
        } catch (IOException | RuntimeException e) {
            session.close(true);
            throw new IOException(e);
        }
    }

    private void configure() {
        client.setKeyExchangeFactories(NamedFactory.setUpTransformedFactories(
                true, List.of(BuiltinDHFactories.curve25519), ClientBuilder.DH2KEX));
        client.setCipherFactories(List.of(BuiltinCiphers.aes128gcm));
        client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.HEARTBEAT_REQUEST.set(client, "keepalive@openssh.com");
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, UNANSWERED);
        CoreModuleProperties.AUTH_TIMEOUT.set(client, PATIENCE);
        CoreModuleProperties.NIO_WORKERS.set(client, 4);
    }

    /** Home networks have different addresses, and servers bound what comes from one. */
    private static InetSocketAddress source(int number) throws IOException {
        byte[] address = {127, 2, (byte) (number / 250), (byte) (number % 250 + 1)};
        return new InetSocketAddress(InetAddress.getByAddress(address), 0);
    }
}
