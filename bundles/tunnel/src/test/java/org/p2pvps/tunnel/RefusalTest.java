package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device may listen on its leased port, and do nothing else; a stranger may do nothing at all. */
class RefusalTest extends DeviceScene {
    private ClientSession signIn() throws IOException {
        return device.connect(server, lease.deviceId().toString());
    }

    private void assertRefused(ClientSession session, String address, int port) {
        assertThatThrownBy(() -> session.startRemotePortForwarding(
                        new SshdSocketAddress(address, port), new SshdSocketAddress("127.0.0.1", 9)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void refusesEveryOtherPort() throws IOException {
        ClientSession session = signIn();
        int other = TestServer.freePort();

        assertRefused(session, "", other);
        assertRefused(session, "", 0);
        session.startRemotePortForwarding(
                new SshdSocketAddress("", lease.sshPort()), new SshdSocketAddress("127.0.0.1", 9));
        assertRefused(session, "", other);

        assertThat(server.service.isFree(other)).isTrue();
        assertThat(server.service.refused(Refusal.FORWARD_PORT)).isEqualTo(3);
        assertThat(server.service.isOpen(lease.deviceId())).isTrue();
    }

    @Test
    void refusesToCloseEveryOtherPort() throws IOException {
        ClientSession session = signIn();
        session.startRemotePortForwarding(
                new SshdSocketAddress("", lease.sshPort()), new SshdSocketAddress("127.0.0.1", 9));

        for (int port : new int[] {0, 22, server.port()}) {
            Buffer request = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
            request.putString("cancel-tcpip-forward");
            request.putBoolean(true);
            request.putString("");
            request.putUInt(port);
            assertThat(session.request("cancel-tcpip-forward", request, TestDevice.PATIENCE))
                    .isNull();
        }

        assertThat(server.service.refused(Refusal.FORWARD_PORT)).isEqualTo(3);
        assertThat(server.service.isOpen(lease.deviceId())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "[::]", "192.0.2.1", "example.org", "LOCALHOST", " "})
    void refusesOtherAddresses(String address) throws IOException {
        assertRefused(signIn(), address, lease.sshPort());

        assertThat(server.service.refused(Refusal.FORWARD_ADDRESS)).isEqualTo(1);
        assertThat(server.service.isFree(lease.sshPort())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "0.0.0.0", "::", "localhost", "127.0.0.1", "::1"})
    void takesTheUsualAddresses(String address) throws IOException {
        signIn().startRemotePortForwarding(
                        new SshdSocketAddress(address, lease.sshPort()), new SshdSocketAddress("127.0.0.1", 9));

        assertThat(server.service.isOpen(lease.deviceId())).isTrue();
    }

    @Test
    void refusesShellExecSubsystemAndDirectForwarding() throws IOException {
        ClientSession session = signIn();
        List<ClientChannel> channels = List.of(
                session.createShellChannel(),
                session.createExecChannel("id"),
                session.createSubsystemChannel("sftp"),
                session.createDirectTcpipChannel(
                        new SshdSocketAddress("127.0.0.1", 1), new SshdSocketAddress("127.0.0.1", server.port())));
        for (ClientChannel channel : channels) {
            assertThatThrownBy(() -> channel.open().verify(TestDevice.PATIENCE)).isInstanceOf(IOException.class);
        }
        assertThat(server.service.refused(Refusal.CHANNEL)).isEqualTo(4);
        assertThat(session.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session",
                "x11",
                "auth-agent@openssh.com",
                "direct-streamlocal@openssh.com",
                "forwarded-tcpip",
                "tun@openssh.com",
                "\u0001nonsense"
            })
    void refusesEveryChannelType(String type) throws IOException {
        ClientSession session = signIn();
        Buffer open = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN);
        open.putString(type);
        open.putUInt(7);
        open.putUInt(1000);
        open.putUInt(1000);
        session.writePacket(open);

        Eventually.within(TestDevice.PATIENCE, "it is refused", () -> server.service.refused(Refusal.CHANNEL) == 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"streamlocal-forward@openssh.com", "hostkeys-prove-00@openssh.com", "tcpip-forward ", "nonsense"
            })
    void refusesEveryOtherRequest(String name) throws IOException {
        ClientSession session = signIn();
        Buffer request = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
        request.putString(name);
        request.putBoolean(true);
        request.putString("/tmp/socket");

        assertThat(session.request(name, request, TestDevice.PATIENCE)).isNull();
        assertThat(server.service.refused(Refusal.REQUEST)).isEqualTo(1);
    }

    @Test
    void refusesAPassword() throws IOException {
        ClientSession session = device.connectOnly(server, lease.deviceId().toString());
        session.addPasswordIdentity("password");

        assertThatThrownBy(() -> session.auth().verify(TestDevice.PATIENCE)).isInstanceOf(IOException.class);
    }

    @Test
    void refusesAnotherDevicesKeyAndUnknownDevices() throws IOException {
        try (TestDevice other = new TestDevice()) {
            server.leases.allot(TestServer.freePort(), other.publicKey());
            String[] users = {lease.deviceId().toString(), UUID.randomUUID().toString(), "root", "", "1-1-1-1-1"};
            for (String user : users) {
                assertThatThrownBy(() -> other.connect(server, user)).isInstanceOf(IOException.class);
            }
        }
        assertThat(server.service.refused(Refusal.KEY_UNKNOWN)).isGreaterThanOrEqualTo(4);
    }

    @Test
    void refusesAReleasedLease() throws IOException {
        server.leases.release(lease);
        server.leaseChanged(lease.deviceId());

        Eventually.within(TestDevice.PATIENCE, "it is refused", () -> {
            try {
                signIn();
                return false;
            } catch (IOException refused) {
                return true;
            }
        });
    }

    @Test
    void refusesADeviceWithoutATunnelKey() throws IOException {
        server.leases.update(lease.id(), active -> active.withAgent("", active.webToken()));
        server.leaseChanged(lease.deviceId());

        Eventually.within(TestDevice.PATIENCE, "it is refused", () -> {
            try {
                signIn();
                return false;
            } catch (IOException refused) {
                return true;
            }
        });
    }

    @Test
    void refusesAPortThatAnotherProgramHolds() throws IOException {
        try (java.net.ServerSocket squatter = new java.net.ServerSocket()) {
            squatter.bind(new java.net.InetSocketAddress("127.0.0.1", lease.sshPort()));

            assertRefused(signIn(), "", lease.sshPort());
            assertThat(server.service.refused(Refusal.PORT_TAKEN)).isEqualTo(1);
        }
        signIn().startRemotePortForwarding(
                        new SshdSocketAddress("", lease.sshPort()), new SshdSocketAddress("127.0.0.1", 9));
        assertThat(server.service.isOpen(lease.deviceId())).isTrue();
    }

    @Test
    void boundsConnectionsThatDoNotSignIn() throws IOException {
        Map<String, Object> settings = Map.of("handshakesPerAddress", 3);
        try (TestServer narrow = new TestServer(folder, settings)) {
            List<Socket> idle = new ArrayList<>();
            for (int number = 0; number < 3; number++) {
                Socket socket = TestServer.connect(narrow.port());
                assertThat(socket.getInputStream().read()).isEqualTo('S');
                idle.add(socket);
            }
            try (Socket refused = TestServer.connect(narrow.port())) {
                TestServer.awaitCut(refused);
            }
            assertThat(narrow.service.refused(Refusal.HANDSHAKES_OF_ADDRESS)).isEqualTo(1);

            for (Socket socket : idle) {
                socket.close();
            }
            narrow.leases.insert(lease);
            narrow.leaseChanged(lease.deviceId());
            Eventually.within(TestDevice.PATIENCE, "there is room again", () -> device.connect(
                            narrow, lease.deviceId().toString())
                    .isAuthenticated());
        }
    }

    @Test
    void speaksModernAlgorithmsOnly() throws IOException {
        try (Socket socket = TestServer.connect(server.port())) {
            socket.getOutputStream().write("SSH-2.0-test\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            byte[] bytes = new byte[4096];
            StringBuilder said = new StringBuilder();
            while (!said.toString().contains("none")) {
                int length = socket.getInputStream().read(bytes);
                said.append(new String(bytes, 0, length, java.nio.charset.StandardCharsets.ISO_8859_1));
            }

            assertThat(said.toString())
                    .contains(
                            "curve25519-sha256",
                            "kex-strict-s-v00@openssh.com",
                            "ssh-ed25519",
                            "aes128-gcm@openssh.com")
                    .doesNotContain("sha1", "md5", "cbc", "group14", "ssh-rsa", "ssh-dss", "zlib", "chacha20");
        }
    }
}
