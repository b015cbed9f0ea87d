package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Streams through a tunnel: whole, many at once, and never held in memory. */
class StreamTest extends DeviceScene {
    private static final int MIB = 1024 * 1024;
    private static final byte[] PIECE = new byte[MIB];

    static {
        new Random(1).nextBytes(PIECE);
    }

    @Test
    void carriesALongStreamBothWays() throws IOException {
        try (EchoServer container = new EchoServer()) {
            open(container.port());
            try (Socket renter = TestServer.connect(lease.sshPort())) {
                start(() -> {
                    for (int piece = 0; piece < 32; piece++) {
                        renter.getOutputStream().write(PIECE);
                    }
                });
                for (int piece = 0; piece < 32; piece++) {
                    assertThat(Arrays.equals(renter.getInputStream().readNBytes(MIB), PIECE))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void carriesManyConnectionsAtOnce() throws IOException {
        try (EchoServer container = new EchoServer()) {
            open(container.port());
            Socket[] renters = new Socket[100];
            for (int number = 0; number < renters.length; number++) {
                renters[number] = TestServer.connect(lease.sshPort());
            }
            for (Socket renter : renters) {
                assertThat(TestServer.echoes(renter)).isTrue();
            }
            for (Socket renter : renters) {
                renter.close();
            }
            Eventually.within(TestDevice.PATIENCE, "all are gone", () -> container.connections() == 0);
        }
    }

    @Test
    void refusesMoreConnectionsThanADeviceMayHave() throws IOException {
        try (EchoServer container = new EchoServer();
                TestServer narrow = new TestServer(folder, java.util.Map.of("connectionsPerDevice", 2))) {
            narrow.leases.insert(lease);
            device.open(narrow, lease.deviceId().toString(), lease.sshPort(), container.port());
            Socket[] renters = new Socket[10];
            for (int number = 0; number < renters.length; number++) {
                renters[number] = TestServer.connect(lease.sshPort());
            }
            TestServer.awaitCut(renters[9]);
            assertThat(TestServer.echoes(renters[0])).isTrue();
            for (Socket renter : renters) {
                renter.close();
            }
            Eventually.within(
                    TestDevice.PATIENCE,
                    "none is counted any more",
                    () -> narrow.service.open().get(0).sessions() == 0);
        }
    }

    @Test
    void renterWhoReadsNothingHoldsTheDeviceBack() throws IOException {
        AtomicLong sent = new AtomicLong();
        try (ServerSocket generous = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start(() -> {
                try (Socket socket = generous.accept()) {
                    for (int piece = 0; piece < 64; piece++) {
                        socket.getOutputStream().write(PIECE);
                        sent.addAndGet(MIB);
                    }
                }
            });
            open(generous.getLocalPort());
            try (Socket renter = TestServer.connect(lease.sshPort())) {
                awaitStandstill(sent);
                assertThat(sent.get()).isLessThan(48L * MIB);

                for (int piece = 0; piece < 64; piece++) {
                    assertThat(Arrays.equals(renter.getInputStream().readNBytes(MIB), PIECE))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void deviceThatReadsNothingHoldsTheRenterBack() throws IOException {
        AtomicLong sent = new AtomicLong();
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            open(deaf.getLocalPort());
            try (Socket renter = TestServer.connect(lease.sshPort())) {
                start(() -> {
                    for (int piece = 0; piece < 64; piece++) {
                        renter.getOutputStream().write(PIECE);
                        sent.addAndGet(MIB);
                    }
                });
                awaitStandstill(sent);
                assertThat(sent.get()).isLessThan(48L * MIB);
            }
        }
    }

    @Test
    void containerThatIsDownEndsTheRentersConnection() throws IOException {
        open(TestServer.freePort());
        try (Socket renter = TestServer.connect(lease.sshPort())) {
            TestServer.awaitCut(renter);
        }
        assertThat(server.service.isOpen(lease.deviceId())).isTrue();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException over) {
                        // The test is.
                    }
                },
                "stream");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until something was sent, and then nothing for a second. */
    private static void awaitStandstill(AtomicLong sent) {
        long[] last = {0, System.nanoTime()};
        Eventually.within(Duration.ofSeconds(60), "nothing moves", () -> {
            if (sent.get() != last[0]) {
                last[0] = sent.get();
                last[1] = System.nanoTime();
            }
            return last[0] > 0
                    && System.nanoTime() - last[1] > Duration.ofSeconds(1).toNanos();
        });
    }
}
