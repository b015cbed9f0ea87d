package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that a load balancer passes on: it says for whom, and only it is believed. */
class LoadBalancerTest extends DeviceScene {
    private EchoServer container;

    @BeforeEach
    void startContainer() throws IOException {
        container = new EchoServer();
    }

    @AfterEach
    void stopContainer() throws IOException {
        container.close();
    }

    /** The load balancer is at 127.0.0.9; the device connects without it. */
    @Override
    Map<String, Object> settings() {
        return Map.of("proxies", "192.0.2.0/24, 127.0.0.9", "handshakesPerAddress", 2);
    }

    private static Socket from(String address, int port, String said) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(address, 0));
        socket.setSoTimeout((int) TestDevice.PATIENCE.toMillis());
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static Socket balanced(int port, String source) throws IOException {
        return from("127.0.0.9", port, "PROXY TCP4 " + source + " 198.51.100.1 4711 22\r\n");
    }

    /** What the device is told of where a renter comes from (RFC 4254, 7.2). */
    private List<String> open() throws IOException {
        List<String> origins = new CopyOnWriteArrayList<>();
        ClientSession session = open(container.port());
        ((AbstractSession) session).addChannelListener(new org.apache.sshd.common.channel.ChannelListener() {
            @Override
            public void channelOpenSuccess(org.apache.sshd.common.channel.Channel channel) {
                if (channel instanceof org.apache.sshd.server.forward.TcpipServerChannel renter) {
                    SshdSocketAddress origin = renter.getOriginatorAddress();
                    origins.add(origin == null ? "" : origin.getHostName());
                }
            }
        });
        return origins;
    }

    @Test
    void renterIsWhomTheLoadBalancerSays() throws IOException {
        List<String> origins = open();
        try (Socket renter = balanced(lease.sshPort(), "203.0.113.7")) {
            assertThat(TestServer.echoes(renter)).isTrue();
        }
        assertThat(TestServer.echoes(lease.sshPort())).isTrue();
        assertThat(origins).containsExactly("203.0.113.7", "127.0.0.1");
    }

    @Test
    void loadBalancerMaySpeakTheSecondVersion() throws IOException {
        List<String> origins = open();
        try (Socket renter = from("127.0.0.9", lease.sshPort(), "")) {
            renter.getOutputStream()
                    .write(HexFormat.of()
                            .parseHex("0d0a0d0a000d0a515549540a" + "21210024" + "20010db8000000000000000000000007"
                                    + "20010db8000000000000000000000001" + "12670016"));
            assertThat(TestServer.echoes(renter)).isTrue();
        }
        assertThat(origins).containsExactly("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void strangersOfOneNetworkAreCountedTogether() throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            for (String source : List.of("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", "2001:db8::3")) {
                String said = "PROXY TCP6 " + source + " 2001:db8::99 4711 22\r\n";
                open.add(from("127.0.0.9", server.port(), said));
            }
            TestServer.awaitCut(open.get(3));
            assertThat(server.service.refused(Refusal.HANDSHAKES_OF_ADDRESS)).isEqualTo(1);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void strangersAreCountedByTheAddressThatTheLoadBalancerSays() throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            for (int number = 1; number <= 4; number++) {
                Socket socket = balanced(server.port(), "203.0.113." + number);
                assertThat(socket.getInputStream().read()).isEqualTo('S');
                open.add(socket);
            }
            for (int number = 0; number < 2; number++) {
                open.add(balanced(server.port(), "203.0.113.1"));
            }
            TestServer.awaitCut(open.get(5));
            assertThat(server.service.refused(Refusal.HANDSHAKES_OF_ADDRESS)).isEqualTo(1);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void nobodyElseIsBelieved() throws IOException {
        open();
        String claim = "PROXY TCP4 203.0.113.7 198.51.100.1 4711 22\r\n";
        try (Socket renter = from("127.0.0.1", lease.sshPort(), claim)) {
            // It is the renter's own speech.
            assertThat(renter.getInputStream().readNBytes(claim.length()))
                    .isEqualTo(claim.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void loadBalancerThatDoesNotSayIsCut() throws IOException {
        open();
        try (Socket silent = from("127.0.0.9", lease.sshPort(), "PROX");
                Socket other = from("127.0.0.9", server.port(), "SSH-2.0-OpenSSH_9.2\r\n");
                Socket leaving = from("127.0.0.9", server.port(), "PROXY ")) {
            leaving.shutdownOutput();
            TestServer.awaitCut(other);
            TestServer.awaitCut(leaving);
            TestServer.awaitCut(silent);
        }
        assertThat(TestServer.echoes(lease.sshPort())).isTrue();
    }

    @Test
    void thousandsOfTheLoadBalancersConnectionsKeepNobodyOut() throws IOException {
        List<Socket> held = new ArrayList<>();
        try {
            for (int number = 0; number < 500; number++) {
                held.add(from("127.0.0.9", server.port(), ""));
            }
            Eventually.within(TestDevice.PATIENCE, "a device gets in", () -> device.connect(
                            server, lease.deviceId().toString())
                    .isAuthenticated());
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }
}
