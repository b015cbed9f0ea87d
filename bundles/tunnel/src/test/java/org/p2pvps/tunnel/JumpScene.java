package org.p2pvps.tunnel;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.event.Event;
import org.p2pvps.api.Topics;
import org.p2pvps.api.device.Lease;

/** A server, a device with a tunnel, and Rita, who rents it and has an SSH key. */
abstract class JumpScene {
    static final Duration PATIENCE = TestDevice.PATIENCE;
    /** What Rita calls the device when she jumps. */
    static final String DEVICE = "my-pi-attic";

    @TempDir
    Path folder;

    final JumpBook book = new JumpBook();
    final UUID rita = UUID.randomUUID();
    final KeyPair key = TestDevice.newKey();
    final SshClient client = SshClient.setUpDefaultClient();
    TestServer server;
    TestDevice device;
    Lease lease;

    /** @return the port at which the container listens */
    abstract int startContainer() throws IOException;

    @BeforeEach
    void start() throws IOException {
        book.hold(rita, key.getPublic());
        server = new TestServer(folder, Map.of(), book.sources());
        device = new TestDevice();
        lease = server.leases.allot(TestServer.freePort(), device.publicKey());
        book.rent(rita, lease, "My Pi (attic)");
        device.open(server, lease.deviceId().toString(), lease.sshPort(), startContainer());
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.start();
        keysChanged();
    }

    @AfterEach
    void stop() {
        client.stop();
        device.close();
        server.close();
    }

    void keysChanged() {
        server.service.handleEvent(new Event(Topics.ACCOUNT_KEYS_CHANGED, Map.of(Topics.ID, rita.toString())));
    }

    ClientSession connect(String user) throws IOException {
        ClientSession session = client.connect(user, "127.0.0.1", server.port())
                .verify(PATIENCE)
                .getSession();
        session.setKeyIdentityProvider(context -> List.of());
        return session;
    }

    ClientSession signIn() throws IOException {
        ClientSession session = connect("jump");
        session.addPublicKeyIdentity(key);
        session.auth().verify(PATIENCE);
        return session;
    }

    static ChannelDirectTcpip jump(ClientSession session) throws IOException {
        return jump(session, DEVICE, 22);
    }

    static ChannelDirectTcpip jump(ClientSession session, String host, int port) throws IOException {
        ChannelDirectTcpip channel = session.createDirectTcpipChannel(
                new SshdSocketAddress("127.0.0.1", 1), new SshdSocketAddress(host, port));
        channel.open().verify(PATIENCE);
        return channel;
    }
}
