package org.p2pvps.tunnel;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.tunnel.Tunnels.Probe;
import org.p2pvps.protocol.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs in to a container as its renter would. The other side may be hostile: it gets ten seconds, a kilobyte of answer, and
 * nothing to forward to.
 */
final class ContainerProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerProbe.class);
    /** As version 1 of the protocol has it. */
    private static final byte[] OWN_CONNECTION = "PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final Duration ALTOGETHER = Duration.ofSeconds(10);

    private final SshClient client = ClientBuilder.builder().build();
    private final InetAddress host;

    /**
     * @param host where leased ports are reached
     * @param isProxy whether a connection from there has to begin with the PROXY protocol
     */
    ContainerProbe(InetAddress host, boolean isProxy) {
        this.host = host;
        if (isProxy) {
            client.setClientProxyConnector(session -> {
                var unused = session.getIoSession().writeBuffer(new ByteArrayBuffer(OWN_CONNECTION));
            });
        }
        Cryptography.restrict(client);
        client.setKeyExchangeFactories(
                NamedFactory.setUpTransformedFactories(true, Cryptography.keyExchanges(), ClientBuilder.DH2KEX));
        // The container makes itself a new host key in each generation and nobody could vouch for it. Whoever answers
        // at the
        // leased port is the device, which knows this password anyway.
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        client.setGlobalRequestHandlers(List.of());
        client.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.NIO_WORKERS.set(client, 1);
        CoreModuleProperties.STOP_WAIT_TIME.set(client, Duration.ofSeconds(1));
    }

    void start() {
        client.start();
    }

    @Override
    public void close() {
        client.close(true);
    }

    /** @throws ProblemException with {@code device-not-available} if the login or the look around fails */
    Probe probe(Lease lease) {
        if (!lease.active()) {
            throw failed("the lease has ended");
        }
        long deadline = System.nanoTime() + ALTOGETHER.toNanos();
        try (ClientSession session = connect(lease, deadline)) {
            session.addPasswordIdentity(lease.password().value());
            session.auth().verify(left(deadline));
            return lookAround(session, deadline);
        } catch (IOException | RuntimeException e) {
            LOG.debug("Probe of device {} failed", lease.deviceId(), e);
            throw failed(e.getMessage());
        }
    }

    private ClientSession connect(Lease lease, long deadline) throws IOException {
        return client.connect(lease.username(), host.getHostAddress(), lease.sshPort())
                .verify(left(deadline))
                .getSession();
    }

    private static Probe lookAround(ClientSession session, long deadline) throws IOException {
        ProbeOutput output = new ProbeOutput();
        try (ChannelExec exec = session.createExecChannel(ProbeOutput.COMMAND)) {
            exec.setOut(output);
            exec.setErr(OutputStream.nullOutputStream());
            exec.open().verify(left(deadline));
            Set<ClientChannelEvent> events = exec.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), left(deadline));
            if (events.contains(ClientChannelEvent.TIMEOUT)) {
                throw new IOException("The container did not answer in time.");
            }
            return output.probe();
        } finally {
            session.close(true);
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    private static ProblemException failed(String why) {
        return new ProblemException(
                ErrorCode.DEVICE_NOT_AVAILABLE, "The login through the device's tunnel failed: " + why);
    }
}
