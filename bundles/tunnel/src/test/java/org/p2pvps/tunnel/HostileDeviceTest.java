package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.Test;

/** A device that signs in as it should and then breaks every rule of RFC 4253 and 4254. */
class HostileDeviceTest extends HostileScene {
    private final RawChannels channels = new RawChannels();

    /** Signed in and listening, with channels that the test answers by hand. */
    private ClientSession listen() throws IOException {
        hostile.take(channels);
        ClientSession session = signIn();
        say(session, SshConstants.SSH_MSG_GLOBAL_REQUEST, "tcpip-forward", false, "", lease.sshPort());
        Eventually.within(SOON, "it listens", () -> server.service.isOpen(lease.deviceId()));
        return session;
    }

    private static IoWriteFuture say(ClientSession session, int type, Object... fields) throws IOException {
        return Packets.send(session, Packets.of(type, fields));
    }

    /** Until the other end does not listen any more. */
    private static void say(ClientSession session, byte[] message) {
        try {
            Packets.send(session, message);
        } catch (IOException | RuntimeException cut) {
            session.close(true);
        }
    }

    private RawChannels.Numbers confirm(ClientSession session, long window, long packet) throws IOException {
        RawChannels.Numbers numbers = channels.next();
        say(
                session,
                SshConstants.SSH_MSG_CHANNEL_OPEN_CONFIRMATION,
                numbers.atServer(),
                numbers.atDevice(),
                window,
                packet);
        return numbers;
    }

    private void awaitCut(ClientSession session) {
        Eventually.within(SOON, "it is cut", () -> !session.isOpen());
    }

    @Test
    void mutatedMessages() throws IOException {
        List<byte[]> messages = Packets.all(lease.sshPort());
        signIn().close(true);
        long before = heap();
        ClientSession session = signIn();
        for (int number = 0; number < 300 * SCALE; number++) {
            if (!session.isOpen()) {
                session = signIn();
            }
            byte[] message = messages.get(random.nextInt(messages.size()));
            say(session, random.nextInt(4) == 0 ? message : Packets.mutated(message, random));
            if (number % 5 == 0) {
                Packets.awaitHeard(session);
            }
        }
        session.close(true);
        assertNothingIsLeft(before);
    }

    @Test
    void mutatedMessagesAboutAChannelThatIsThere() throws IOException {
        List<byte[]> messages = Packets.all(lease.sshPort()).stream()
                .filter(message -> (message[0] & 0xff) >= SshConstants.SSH_MSG_CHANNEL_OPEN_CONFIRMATION)
                .toList();
        long before = heap();
        for (int round = 0; round < 30 * SCALE; round++) {
            ClientSession session = listen();
            try (Socket renter = TestServer.connect(lease.sshPort())) {
                confirm(session, 1 << 20, 32768);
                renter.getOutputStream().write(bytes(100));
                for (int number = 0; number < 20 && session.isOpen(); number++) {
                    say(session, Packets.mutated(messages.get(random.nextInt(messages.size())), random));
                }
            } catch (IOException | AssertionError cut) {
                assertThat(session.isOpen()).isFalse();
            }
            session.close(true);
        }
        assertNothingIsLeft(before);
    }

    @Test
    void windowsBeyondAllMeasure() throws IOException {
        ClientSession session = listen();
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            RawChannels.Numbers channel = confirm(session, 0xffff_ffffL, 32768);
            renter.getOutputStream().write(bytes(100_000));
            for (int number = 0; number < 100; number++) {
                say(session, SshConstants.SSH_MSG_CHANNEL_WINDOW_ADJUST, channel.atServer(), 0xffff_ffffL);
            }
            renter.getOutputStream().write(bytes(100_000));
            say(session, SshConstants.SSH_MSG_CHANNEL_DATA, channel.atServer(), "here");
            assertThat(renter.getInputStream().read()).isEqualTo('h');
        }
    }

    @Test
    void windowOfNothing() throws IOException {
        ClientSession session = listen();
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            RawChannels.Numbers channel = confirm(session, 0, 1);
            renter.getOutputStream().write(bytes(100_000));
            say(session, SshConstants.SSH_MSG_CHANNEL_WINDOW_ADJUST, channel.atServer(), 10);
            say(session, SshConstants.SSH_MSG_CHANNEL_DATA, channel.atServer(), "here");
            assertThat(renter.getInputStream().read()).isEqualTo('h');
        }
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void packetsOfNothing() throws IOException {
        ClientSession session = listen();
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            confirm(session, 1, 0);
            TestServer.awaitCut(renter);
        }
        session.close(true);
    }

    @Test
    void moreThanTheWindowAllows() throws IOException {
        long before = heap();
        ClientSession session = listen();
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            renter.setTcpNoDelay(true);
            RawChannels.Numbers channel = confirm(session, 1 << 20, 32768);
            String data = "x".repeat(32_000);
            for (int number = 0; number < 1000 && session.isOpen(); number++) {
                say(session, Packets.of(SshConstants.SSH_MSG_CHANNEL_DATA, channel.atServer(), data));
            }
            awaitCut(session);
        }
        assertNothingIsLeft(before);
    }

    @Test
    void requestsAboutAChannelAreRefusedAndCounted() throws IOException {
        ClientSession session = listen();
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            RawChannels.Numbers channel = confirm(session, 1 << 20, 32768);
            List<String> requests = List.of(
                    "pty-req",
                    "x11-req",
                    "env",
                    "shell",
                    "exec",
                    "subsystem",
                    "auth-agent-req@openssh.com",
                    "nonsense");
            for (String request : requests) {
                say(session, SshConstants.SSH_MSG_CHANNEL_REQUEST, channel.atServer(), request, true, "id");
            }
            say(session, SshConstants.SSH_MSG_CHANNEL_REQUEST, channel.atServer(), "keepalive@openssh.com", true);
            say(session, SshConstants.SSH_MSG_CHANNEL_DATA, channel.atServer(), "here");

            assertThat(renter.getInputStream().read()).isEqualTo('h');
            assertThat(server.service.refused(Refusal.REQUEST)).isEqualTo(requests.size());
        }
        session.close(true);
    }

    @Test
    void packetLargerThanAgreed() throws IOException {
        ClientSession session = listen();
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            RawChannels.Numbers channel = confirm(session, 1 << 20, 32768);
            say(session, SshConstants.SSH_MSG_CHANNEL_DATA, channel.atServer(), "x".repeat(33_000));
            awaitCut(session);
            TestServer.awaitCut(renter);
        }
    }

    @Test
    void endsAndClosesTwice() throws IOException {
        ClientSession session = listen();
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            RawChannels.Numbers channel = confirm(session, 1 << 20, 32768);
            for (int type : new int[] {
                SshConstants.SSH_MSG_CHANNEL_EOF,
                SshConstants.SSH_MSG_CHANNEL_EOF,
                SshConstants.SSH_MSG_CHANNEL_CLOSE,
                SshConstants.SSH_MSG_CHANNEL_CLOSE,
                SshConstants.SSH_MSG_CHANNEL_EOF
            }) {
                say(session, Packets.of(type, channel.atServer()));
            }
            TestServer.awaitCut(renter);
        }
        session.close(true);
        signIn().close(true);
    }

    @Test
    void confirmsTwiceAndThenRefuses() throws IOException {
        ClientSession session = listen();
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            RawChannels.Numbers channel = confirm(session, 1 << 20, 32768);
            for (int number = 0; number < 2; number++) {
                say(
                        session,
                        Packets.of(
                                SshConstants.SSH_MSG_CHANNEL_OPEN_CONFIRMATION,
                                channel.atServer(),
                                channel.atDevice(),
                                5,
                                5));
            }
            say(session, Packets.of(SshConstants.SSH_MSG_CHANNEL_OPEN_FAILURE, channel.atServer(), 1, "no", ""));
            TestServer.awaitCut(renter);
        }
        Eventually.within(SOON, "the renter is forgotten", () -> server.service.open().stream()
                .filter(tunnel -> tunnel.deviceId().equals(lease.deviceId()))
                .allMatch(tunnel -> tunnel.sessions() == 0));
    }

    @Test
    void rentersWhoseChannelsAreNeverAnsweredAreFewAndGoWithTheTunnel() throws IOException {
        ClientSession session = listen();
        List<Socket> renters = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            Socket renter = TestServer.connect(lease.sshPort());
            renter.getOutputStream().write(1);
            renters.add(renter);
        }
        Eventually.within(SOON, "some are refused", () -> server.service.refused(Refusal.CONNECTIONS) == 12);
        session.close(true);
        for (Socket renter : renters) {
            TestServer.awaitCut(renter);
            renter.close();
        }
    }

    @Test
    void asksForPortsByTheThousand() throws IOException {
        ClientSession session = listen();
        for (int number = 0; number < 2000 * SCALE; number++) {
            int port =
                    switch (number % 4) {
                        case 0 -> lease.sshPort();
                        case 1 -> home().sshPort();
                        case 2 -> 0;
                        default -> random.nextInt(1 << 17);
                    };
            String request = number % 3 == 0 ? "cancel-tcpip-forward" : "tcpip-forward";
            String[] addresses = {"", "0.0.0.0", "::", "localhost", "127.0.0.1", "a\nb", "x".repeat(1000)};
            say(
                    session,
                    SshConstants.SSH_MSG_GLOBAL_REQUEST,
                    request,
                    number % 2 == 0,
                    addresses[number % addresses.length],
                    port);
        }
        say(session, SshConstants.SSH_MSG_CHANNEL_OPEN, "session", 1, 1, 1);
        Eventually.within(
                SOON.multipliedBy(SCALE), "all was heard", () -> server.service.refused(Refusal.CHANNEL) == 1);
        assertThat(session.isOpen()).isTrue();
        assertThat(server.service.refused(Refusal.FORWARD_RATE)).isPositive();
        assertThat(server.changes.stream().filter(lease.deviceId()::equals)).hasSizeLessThan(200);

        ClientSession fresh = listen();
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            renter.setTcpNoDelay(true);
            confirm(fresh, 1, 1);
        }
    }

    @Test
    void keyExchangesOneAfterAnother() throws IOException {
        ClientSession session = hostile.open(server, lease.deviceId().toString(), lease.sshPort(), container.port());
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            for (int number = 0; number < 50 * SCALE; number++) {
                session.reExchangeKeys().verify(SOON);
                assertThat(TestServer.echoes(renter)).isTrue();
            }
        }
    }

    /** What the server would have to answer after the exchange may not pile up. */
    @Test
    void asksDuringAKeyExchangeThatNeverEnds() throws IOException {
        long before = heap();
        ClientSession session = signIn();
        beginKeyExchangeAndStop(session);

        for (int asked = 0; asked < 100_000 && server.service.connections() > 1; asked++) {
            say(session, Packets.of(SshConstants.SSH_MSG_GLOBAL_REQUEST, "keepalive@openssh.com", true));
        }

        Eventually.within(SOON, "it is cut", () -> server.service.connections() == 1);
        assertThat(server.service.refused(Refusal.UNREAD)).isEqualTo(1);
        session.close(true);
        assertNothingIsLeft(before);
    }

    @Test
    void keyExchangeThatNeverEndsEndsTheTunnel() throws IOException {
        ClientSession session = listen();
        beginKeyExchangeAndStop(session);

        Eventually.within(
                Heartbeat.PERIOD.plus(Heartbeat.SILENCE).plus(Duration.ofSeconds(10)),
                "it is cut",
                () -> server.service.connections() == 1);
    }

    /** The same service again, and services that are not its turn. */
    @Test
    void asksForServicesAgain() throws IOException {
        for (String service : List.of("ssh-connection", "ssh-userauth", "nonsense", "")) {
            ClientSession session = listen();
            say(session, SshConstants.SSH_MSG_SERVICE_REQUEST, service);
            awaitCut(session);
        }
    }

    @Test
    void forwardsAndLeavesWhileRentersCome() throws IOException {
        long before = heap();
        for (int number = 0; number < 20 * SCALE; number++) {
            ClientSession session =
                    hostile.open(server, lease.deviceId().toString(), lease.sshPort(), container.port());
            try (Socket renter = TestServer.connect(lease.sshPort())) {
                renter.getOutputStream().write(bytes(1 + random.nextInt(100_000)));
                session.stopRemotePortForwarding(new SshdSocketAddress("", lease.sshPort()));
            }
            session.close(random.nextBoolean());
        }
        assertNothingIsLeft(before);
    }

    /**
     * What the server answers is never read. A read that is under way at that moment ends with the answer to a question; if there
     * is no answer, there was no read.
     */
    private void beginKeyExchangeAndStop(ClientSession session) throws IOException {
        session.getIoSession().suspendRead();
        Buffer question = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
        question.putString("keepalive@openssh.com");
        question.putBoolean(true);
        try {
            session.request("keepalive@openssh.com", question, Duration.ofSeconds(2));
        } catch (SocketTimeoutException unread) {
            // That will do.
        }
        say(session, Packets.keyExchangeInit("curve25519-sha256"));
    }
}
