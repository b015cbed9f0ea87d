package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A person who signs in at the jump host as they should, and then breaks the rules, with a container of their own behind it. */
class HostileRenterTest extends JumpScene {
    private static final long MIB = 1024 * 1024;

    private final Random random = new Random(11);
    private FloodServer container;

    HostileRenterTest() {
        CoreModuleProperties.WINDOW_SIZE.set(client, 1024 * MIB);
    }

    @Override
    int startContainer() throws IOException {
        container = new FloodServer();
        return container.port();
    }

    @AfterEach
    void deviceTookNoNotice() throws IOException {
        assertThat(server.service.isOpen(lease.deviceId())).isTrue();
        container.close();
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
        Eventually.still(PATIENCE, Duration.ofMillis(500), "the container is held back", container::sent);
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
        Eventually.within(PATIENCE, "it is cut", () -> server.service.connections() == 1);
        assertThat(server.service.refused(Refusal.UNREAD)).isEqualTo(1);
        session.close(true);
    }

    @Test
    void mutatedMessages() throws IOException {
        List<byte[]> messages = Packets.all(lease.sshPort());
        byte[] open = Packets.of(
                SshConstants.SSH_MSG_CHANNEL_OPEN, "direct-tcpip", 1, 1 << 20, 32768, DEVICE, 22, "127.0.0.1", 1);
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
                SshConstants.SSH_MSG_CHANNEL_OPEN, "direct-tcpip", 1, 1 << 20, 32768, DEVICE, 22, "127.0.0.1", 1);
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
        Eventually.within(PATIENCE, "only the device is left", () -> server.service.connections() == 1);
        Eventually.within(
                PATIENCE,
                "nobody is counted",
                () -> server.service.open().get(0).sessions() == 0);
    }

    private static void say(ClientSession session, byte[] message) {
        try {
            Packets.send(session, message);
        } catch (IOException | RuntimeException cut) {
            session.close(true);
        }
    }
}
