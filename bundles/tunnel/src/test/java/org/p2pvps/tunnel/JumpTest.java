package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.p2pvps.api.device.Lease;

/** Renters who come by way of the server's own SSH port. */
class JumpTest extends JumpScene {
    private EchoServer container;

    @Override
    int startContainer() throws IOException {
        container = new EchoServer();
        return container.port();
    }

    @AfterEach
    void stopContainer() throws IOException {
        container.close();
    }

    private ClientSession signInWith(String token) throws IOException {
        ClientSession session = connect("jump");
        session.addPasswordIdentity(token);
        session.auth().verify(PATIENCE);
        return session;
    }

    private static boolean echoes(ChannelDirectTcpip channel) throws IOException {
        byte[] word = "hello".getBytes(StandardCharsets.US_ASCII);
        OutputStream out = channel.getInvertedIn();
        out.write(word);
        out.flush();
        return Arrays.equals(word, channel.getInvertedOut().readNBytes(word.length));
    }

    private void assertJumpRefused(Refusal refusal, String host, int port, String message) throws IOException {
        try (ClientSession session = signIn()) {
            assertThatThrownBy(() -> jump(session, host, port)).hasMessageContaining(message);
            assertThat(session.isOpen()).isTrue();
        }
        assertThat(server.service.refused(refusal)).isEqualTo(1);
    }

    private void assertNotLetIn(ClientSession session) {
        assertThatThrownBy(() -> session.auth().verify(PATIENCE)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"my-pi-attic", "MY-PI-ATTIC", "My Pi (attic)", "SUBDOMAIN"})
    void reachesARentedDeviceByItsNameAndItsSubdomain(String name) throws IOException {
        try (ClientSession session = signIn()) {
            assertThat(echoes(jump(session, name.equals("SUBDOMAIN") ? lease.subdomain() : name, 22)))
                    .isTrue();
            assertThat(server.service.open().get(0).sessions()).isEqualTo(1);
        }
        Eventually.within(
                PATIENCE,
                "it is closed at the device too",
                () -> container.connections() == 0
                        && server.service.open().get(0).sessions() == 0);
    }

    @Test
    void letsInWithAnApiToken() throws IOException {
        try (ClientSession session = signInWith(book.token(rita))) {
            assertThat(echoes(jump(session))).isTrue();
        }
    }

    @Test
    void refusesWhoHasNoKnownKeyOrToken() throws IOException {
        ClientSession stranger = connect("jump");
        stranger.addPublicKeyIdentity(TestDevice.newKey());
        assertNotLetIn(stranger);
        ClientSession guesser = connect("jump");
        guesser.addPasswordIdentity("p2pt_guess");
        guesser.addPasswordIdentity("guess");
        assertNotLetIn(guesser);

        assertThat(server.service.refused(Refusal.KEY_UNKNOWN)).isEqualTo(1);
        assertThat(server.service.refused(Refusal.TOKEN_UNKNOWN)).isEqualTo(2);
    }

    @Test
    void tokensAreNoPasswordsForDevices() throws IOException {
        ClientSession session = connect(lease.deviceId().toString());
        session.addPasswordIdentity(book.token(rita));
        assertNotLetIn(session);

        assertThat(server.service.refused(Refusal.PASSWORD)).isEqualTo(1);
    }

    @Test
    void devicesKeysAreNotPeoplesKeys() throws IOException {
        ClientSession session = connect("jump");
        session.addPublicKeyIdentity(device.key());
        assertNotLetIn(session);
        ClientSession asDevice = connect(lease.deviceId().toString());
        asDevice.addPublicKeyIdentity(key);
        assertNotLetIn(asDevice);
    }

    @Test
    void slowsDownWhoGuesses() throws IOException {
        long start = System.nanoTime();
        for (int time = 0; time < 100 && server.service.refused(Refusal.GUESSES) == 0; time++) {
            ClientSession guesser = connect("jump");
            for (int guess = 0; guess < 4; guess++) {
                guesser.addPasswordIdentity("p2pt_guess" + guess);
            }
            assertNotLetIn(guesser);
        }

        assertThat(server.service.refused(Refusal.GUESSES)).isPositive();
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        assertThat(server.service.refused(Refusal.TOKEN_UNKNOWN)).isLessThan(35 + seconds);
        // A key that is known is no guess.
        signIn().close(true);
    }

    @Test
    void refusesWhatIsNotTheirs() throws IOException {
        Lease others = server.leases.allot(TestServer.freePort(), device.publicKey());
        book.rent(UUID.randomUUID(), others, "other");

        assertJumpRefused(Refusal.JUMP_TARGET, "other", 22, "no device of this name");
        try (ClientSession session = signIn()) {
            for (String host : List.of(others.subdomain(), "127.0.0.1", "localhost", "", "..", "a".repeat(5000))) {
                assertThatThrownBy(() -> jump(session, host, 22)).isInstanceOf(IOException.class);
            }
        }
        assertThat(server.service.refused(Refusal.JUMP_TARGET)).isEqualTo(7);
    }

    @Test
    void refusesOtherPorts() throws IOException {
        assertJumpRefused(Refusal.JUMP_PORT, DEVICE, 80, "port 22");
    }

    @Test
    void refusesANameThatTwoDevicesHaveAndTellsTheirSubdomains() throws IOException {
        Lease second = server.leases.allot(TestServer.freePort(), device.publicKey());
        book.rent(rita, second, "my pi attic");

        assertJumpRefused(Refusal.JUMP_AMBIGUOUS, DEVICE, 22, second.subdomain());
        try (ClientSession session = signIn()) {
            assertThat(echoes(jump(session, lease.subdomain(), 22))).isTrue();
        }
    }

    @Test
    void saysThatADeviceIsOffline() throws IOException {
        device.close();
        Eventually.within(PATIENCE, "its tunnel is closed", () -> !server.service.isOpen(lease.deviceId()));

        assertJumpRefused(Refusal.DEVICE_OFFLINE, DEVICE, 22, "offline");
    }

    @Test
    void refusesAShellACommandASubsystemAndForwarding() throws IOException {
        try (ClientSession session = signIn()) {
            assertThatThrownBy(() -> session.createShellChannel().open().verify(PATIENCE));
            assertThatThrownBy(() -> session.createExecChannel("id").open().verify(PATIENCE));
            assertThatThrownBy(
                    () -> session.createSubsystemChannel("sftp").open().verify(PATIENCE));
            assertThatThrownBy(() -> session.startRemotePortForwarding(
                    new SshdSocketAddress("", lease.sshPort()), new SshdSocketAddress("127.0.0.1", 9)));
            assertThat(echoes(jump(session))).isTrue();
        }
        assertThat(server.service.refused(Refusal.CHANNEL)).isEqualTo(3);
        assertThat(server.service.refused(Refusal.REQUEST)).isEqualTo(1);
    }

    @Test
    void refusesRequestsAboutAConnection() throws IOException {
        try (ClientSession session = signIn()) {
            ChannelDirectTcpip channel = jump(session);
            Buffer request = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
            request.putUInt(channel.getRecipient());
            request.putString("shell");
            request.putBoolean(false);
            session.writePacket(request);

            assertThat(echoes(channel)).isTrue();
            assertThat(server.service.refused(Refusal.REQUEST)).isEqualTo(1);
        }
    }

    @Test
    void endOfTheLeaseCutsTheConnection() throws IOException {
        try (ClientSession session = signIn()) {
            ChannelDirectTcpip channel = jump(session);
            echoes(channel);
            server.leases.release(lease);
            book.giveBack(rita);
            server.leaseChanged(lease.deviceId());
            Eventually.within(PATIENCE, "the connection is cut", () -> !channel.isOpen());
        }
    }

    @Test
    void lossOfTheRightCutsTheConnection() throws IOException {
        try (ClientSession session = signIn()) {
            ChannelDirectTcpip channel = jump(session);
            echoes(channel);
            book.giveBack(rita);
            Eventually.within(PATIENCE, "the connection is cut", () -> !channel.isOpen());
            assertThat(session.isOpen()).isTrue();
            Eventually.within(PATIENCE, "at the device too", () -> container.connections() == 0);
        }
    }

    @Test
    void keyOrTokenThatIsDeletedCutsWhoCameWithIt() throws IOException {
        String token = book.token(rita);
        ClientSession byToken = signInWith(token);
        ClientSession byKey = signIn();
        ChannelDirectTcpip channel = jump(byKey);

        book.drop(key.getPublic());
        keysChanged();
        Eventually.within(PATIENCE, "it is cut", () -> !byKey.isOpen() && !channel.isOpen());
        assertThat(byToken.isOpen()).isTrue();
        book.revoke(token);
        Eventually.within(PATIENCE, "it is cut", () -> !byToken.isOpen());
    }

    @Test
    void connectionsLiveOnWhileTheDatabaseIsAway() throws IOException {
        try (ClientSession session = signIn()) {
            ChannelDirectTcpip channel = jump(session);
            book.broken(true);
            keysChanged();
            assertThatThrownBy(() -> jump(session)).hasMessageContaining("being updated");
            assertThat(echoes(channel)).isTrue();
            signIn().close(true);
            book.broken(false);
            assertThat(echoes(jump(session))).isTrue();
        }
    }

    @Test
    void carriesMuchBothWaysAndToldTheEnd() throws Exception {
        byte[] much = new byte[8 * 1024 * 1024];
        new Random(3).nextBytes(much);
        try (ClientSession session = signIn()) {
            ChannelDirectTcpip channel = jump(session);
            Thread writer = new Thread(() -> {
                try (OutputStream out = channel.getInvertedIn()) {
                    out.write(much);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            writer.start();
            try (InputStream in = channel.getInvertedOut()) {
                assertThat(in.readNBytes(much.length)).isEqualTo(much);
                writer.join();
                assertThat(in.read()).isEqualTo(-1);
            }
            assertThat(server.service.open().get(0).bytesIn()).isEqualTo(much.length);
            assertThat(server.service.open().get(0).bytesOut()).isEqualTo(much.length);
        }
    }

    @Test
    void whoLeavesInTheMiddleDoesNoHarmToTheDevice() throws IOException {
        for (int time = 0; time < 20; time++) {
            try (ClientSession session = signIn()) {
                ChannelDirectTcpip channel = jump(session);
                channel.getInvertedIn().write(new byte[256 * 1024]);
                channel.close(time % 2 == 0);
                session.close(time % 4 < 2);
            }
        }
        Eventually.within(
                PATIENCE, "all are gone", () -> server.service.open().get(0).sessions() == 0);
        assertThat(server.changes).containsExactly(lease.deviceId());
        assertThat(TestServer.echoes(lease.sshPort())).isTrue();
    }

    @Test
    void whoDoesNotReadHoldsUpNobodyElse() throws Exception {
        try (ClientSession slow = signIn();
                ClientSession quick = signIn()) {
            ChannelDirectTcpip stuck = jump(slow);
            byte[] portion = new byte[64 * 1024];
            Thread writer = new Thread(() -> {
                try {
                    while (true) {
                        stuck.getInvertedIn().write(portion);
                    }
                } catch (IOException closed) {
                    // The test is over.
                }
            });
            writer.start();
            Eventually.still(PATIENCE, Duration.ofMillis(300), "it is stuck", () -> server.service
                    .open()
                    .get(0)
                    .bytesOut());
            assertThat(echoes(jump(quick))).isTrue();
            assertThat(server.service.open().get(0).bytesOut()).isLessThan(32L * 1024 * 1024);
            slow.close(true);
            writer.join(PATIENCE.toMillis());
        }
    }
}
