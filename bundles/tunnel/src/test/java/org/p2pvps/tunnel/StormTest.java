package org.p2pvps.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2pvps.api.device.Lease;

/**
 * Many devices with sessions lose their server and come back to a cold one, all at once. With the system property
 * {@code tunnels} there are so many.
 */
class StormTest {
    private static final int TUNNELS = Integer.getInteger("tunnels", 200);
    /** A JVM that begins is given two minutes on a busy machine; then ten come back a second, where a hundred should. */
    private static final Duration ALL_BACK = Duration.ofSeconds(120 + TUNNELS / 10);

    @TempDir
    Path folder;

    private final List<Socket> renters = new ArrayList<>();
    private int port;
    private WhoServer containers;
    private Fleet fleet;
    private StormServer server;

    @BeforeEach
    void start() throws IOException {
        port = TestServer.freePort();
        containers = new WhoServer();
        fleet = new Fleet(TUNNELS, port, containers.port());
        server = StormServer.launch(folder, port, fleet.leases());
        fleet.start();
        fleet.awaitOpen(ALL_BACK);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket renter : renters) {
            renter.close();
        }
        fleet.close();
        server.close();
        containers.close();
    }

    @Test
    void everyDeviceComesBackToItsOwnPort() throws IOException {
        everybodyWorks();
        long dropped = droppedConnections();

        server.close();
        for (Socket renter : renters) {
            TestServer.awaitCut(renter);
        }
        Eventually.within(ALL_BACK, "all have noticed", () -> fleet.open() == 0);
        server = StormServer.launch(folder, port, fleet.leases());

        Duration took = fleet.awaitOpen(ALL_BACK);
        System.out.println("figure storm-cold-seconds-" + TUNNELS + " " + took.toMillis() / 1000.0 + " s");
        everybodyWorks();
        assertThat(droppedConnections())
                .as("connections that the kernel dropped")
                .isEqualTo(dropped);
    }

    /** Each port leads to the container of the device that it is leased to, and all at once carry bytes both ways. */
    private void everybodyWorks() throws IOException {
        renters.clear();
        List<Lease> leases = fleet.leases();
        for (int number = 0; number < TUNNELS; number++) {
            Socket renter = TestServer.connect(leases.get(number).sshPort());
            renters.add(renter);
            byte[] whose = WhoServer.addressOf(number).getAddress();
            assertThat(renter.getInputStream().readNBytes(3)).isEqualTo(Arrays.copyOfRange(whose, 1, 4));
        }
        for (Socket renter : renters) {
            assertThat(TestServer.echoes(renter)).isTrue();
        }
    }

    /** Of the whole network namespace, since nobody counts them for a socket. */
    private static long droppedConnections() throws IOException {
        Path counters = Path.of("/proc/net/netstat");
        if (!Files.isReadable(counters)) {
            return 0;
        }
        List<String[]> extended = Files.readAllLines(counters).stream()
                .filter(line -> line.startsWith("TcpExt:"))
                .map(line -> line.split(" "))
                .toList();
        long dropped = 0;
        for (int column = 0; column < extended.get(0).length; column++) {
            if (List.of("ListenOverflows", "ListenDrops").contains(extended.get(0)[column])) {
                dropped += Long.parseLong(extended.get(1)[column]);
            }
        }
        return dropped;
    }
}
