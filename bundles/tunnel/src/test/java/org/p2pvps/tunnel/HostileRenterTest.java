package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.event.Event;
import org.p2pvps.api.Topics;
import org.p2pvps.api.device.Lease;

/** A person who signs in at the jump host as they should, and then breaks the rules, with a container of their own behind it. */
class HostileRenterTest {
    private static final Duration SOON = TestDevice.PATIENCE;
    private static final long MIB = 1024 * 1024;

    @TempDir
    Path folder;

    private final Random random = new Random(11);
    private final JumpBook book = new JumpBook();
    private final UUID rita = UUID.randomUUID();
    private final KeyPair key = TestDevice.newKey();
    private final SshClient client = SshClient.setUpDefaultClient();
    private TestServer server;
    private FloodServer container;
    private TestDevice device;
    private Lease lease;

    @BeforeEach
    void start() throws IOException {
        book.hold(rita, key.getPublic());
        server = new TestServer(folder, Map.of(), book.sources());
        container = new FloodServer();
        device = new TestDevice();
        lease = server.leases.allot(TestServer.freePort(), device.publicKey());
        book.rent(rita, lease, "pi");
        device.open(server, lease.deviceId().toString(), lease.sshPort(), container.port());
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        CoreModuleProperties.WINDOW_SIZE.set(client, 1024 * MIB);
        client.start();
        server.service.handleEvent(new Event(Topics.ACCOUNT_KEYS_CHANGED, Map.of(Topics.ID, rita.toString())));
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(server.service.isOpen(lease.deviceId())).isTrue();
        client.stop();
        device.close();
        container.close();
        server.close();
    }

    private ClientSession signIn() throws IOException {
        ClientSession session =
                client.connect("jump", "127.0.0.1", server.port()).verify(SOON).getSession();
        session.setKeyIdentityProvider(context -> List.of());
        session.addPublicKeyIdentity(key);
        session.auth().verify(SOON);
        return session;
    }

    private static ChannelDirectTcpip jump(ClientSession session) throws IOException {
        ChannelDirectTcpip channel = session.createDirectTcpipChannel(
                new SshdSocketAddress("127.0.0.1", 1), new SshdSocketAddress("pi", 22));
        channel.open().verify(SOON);
        return channel;
    }

    /** As {@link HostileDeviceTest} does it. */
    private static void beginKeyExchangeAndStop(ClientSession session) throws IOException {
        session.getIoSession().suspendRead();
        Buffer question = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
        question.putString("keepalive@openssh.com");
        question.putBoolean(true);
        try {
            session.request("keepalive@openssh.com", question, Duration.ofSeconds(2));
        } catch (SocketTimeoutException unread) {
            // That will do.
        }
        Packets.send(session, Packets.keyExchangeInit("curve25519-sha256"));
    }

    /** Until nothing is taken from the container any more. */
    private void awaitHeldBack() {
        AtomicLong before = new AtomicLong();
        Eventually.within(SOON, "the container is held back", () -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            long now = container.sent();
            return now > 0 && now == before.getAndSet(now);
        });
    }

    @Test
    void readsNothingThroughAWindowOfAGigabyte() throws IOException {
        ClientSession session = signIn();
        ChannelDirectTcpip channel = jump(session);
        session.getIoSession().suspendRead();
        Packets.send(session, Packets.of(SshConstants.SSH_MSG_CHANNEL_DATA, channel.getRecipient(), "go"));
        awaitHeldBack();
        assertThat(container.sent()).isLessThan(32 * MIB);
        session.close(true);
    }

    /** No answer may leave during the exchange, and what a container says may not wait in the server's memory. */
    @Test
    void beginsAKeyExchangeAndLetsTheContainerTalk() throws IOException {
        ClientSession session = signIn();
        ChannelDirectTcpip channel = jump(session);
        beginKeyExchangeAndStop(session);
        Packets.send(session, Packets.of(SshConstants.SSH_MSG_CHANNEL_DATA, channel.getRecipient(), "go"));
        awaitHeldBack();
        assertThat(container.sent()).isLessThan(32 * MIB);
        session.close(true);
    }

    @Test
    void asksDuringAKeyExchangeThatNeverEnds() throws IOException {
        ClientSession session = signIn();
        beginKeyExchangeAndStop(session);
        for (int asked = 0; asked < 100_000 && server.service.connections() > 1; asked++) {
            say(session, Packets.of(SshConstants.SSH_MSG_CHANNEL_OPEN, "session", 1, 1, 1));
        }
        Eventually.within(SOON, "it is cut", () -> server.service.connections() == 1);
        assertThat(server.service.refused(Refusal.UNREAD)).isEqualTo(1);
        session.close(true);
    }

    @Test
    void mutatedMessages() throws IOException {
        List<byte[]> messages = Packets.all(lease.sshPort());
        byte[] open = Packets.of(
                SshConstants.SSH_MSG_CHANNEL_OPEN, "direct-tcpip", 1, 1 << 20, 32768, "pi", 22, "127.0.0.1", 1);
        ClientSession session = signIn();
        for (int number = 0; number < 300 * HostileScene.SCALE; number++) {
            if (!session.isOpen()) {
                session = signIn();
            }
            byte[] message = number % 3 == 0 ? open : messages.get(random.nextInt(messages.size()));
            say(session, random.nextInt(4) == 0 ? message : Packets.mutated(message, random));
            if (number % 5 == 0) {
                Packets.awaitHeard(session);
            }
        }
        session.close(true);
        assertNobodyIsLeft();
    }

    /** However soon it is, the device does not keep a connection for whoever is gone. */
    @Test
    void asksForADeviceAndLeavesAtOnce() throws IOException {
        byte[] open = Packets.of(
                SshConstants.SSH_MSG_CHANNEL_OPEN, "direct-tcpip", 1, 1 << 20, 32768, "pi", 22, "127.0.0.1", 1);
        for (int number = 0; number < 50 * HostileScene.SCALE; number++) {
            ClientSession session = signIn();
            for (int channel = 0; channel < 4; channel++) {
                say(session, open);
            }
            session.close(number % 2 == 0);
        }
        assertNobodyIsLeft();
    }

    private void assertNobodyIsLeft() {
        Eventually.within(SOON, "only the device is left", () -> server.service.connections() == 1);
        Eventually.within(
                SOON, "nobody is counted", () -> server.service.open().get(0).sessions() == 0);
    }

    private static void say(ClientSession session, byte[] message) {
        try {
            Packets.send(session, message);
        } catch (IOException | RuntimeException cut) {
            session.close(true);
        }
    }
}
