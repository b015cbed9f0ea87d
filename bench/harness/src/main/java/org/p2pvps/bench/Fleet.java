package org.p2pvps.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * Many devices with tunnels to one server, ours or OpenSSH's, which come back when they are lost. Told what to do on standard
 * input, a command a line; each is answered with one line on standard output.
 */
public final class Fleet {
    /** Milliseconds within which devices begin to come back to a server that was away, since each has its own pauses. */
    private static final int SPREAD = 500;

    private static final int AT_ONCE = 1;

    private final FleetClient client;
    private final FleetServer server;
    private final IdentityServer identity;
    private List<FleetDevice> devices = List.of();

    private Fleet(FleetClient client, FleetServer server, IdentityServer identity) {
        this.client = client;
        this.server = server;
        this.identity = identity;
    }

    /** @param arguments {@code ours} or {@code openssh}, the server's port, the file with the devices' key */
    public static void main(String[] arguments) throws Exception {
        FleetServer server = FleetServer.of(arguments[0], Integer.parseInt(arguments[1]));
        IdentityServer identity = new IdentityServer();
        identity.start();
        Fleet fleet = new Fleet(new FleetClient(Path.of(arguments[2])), server, identity);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            System.out.println(fleet.obey(line.split(" ")));
        }
        Runtime.getRuntime().halt(0);
    }

    private String obey(String[] words) throws Exception {
        return switch (words[0]) {
            case "open" -> open(Integer.parseInt(words[1]));
            case "reconnect" -> reconnect();
            case "await-loss" -> awaitLoss();
            case "await-server" -> awaitServer();
            case "wrong" -> "wrong " + wrong();
            case "up" -> "up " + devices.stream().filter(FleetDevice::isUp).count();
            default -> "unknown " + words[0];
        };
    }

    /** All at once; those that are up stay. */
    private String open(int count) throws InterruptedException {
        devices = IntStream.range(0, count)
                .mapToObj(number -> number < devices.size()
                        ? devices.get(number)
                        : new FleetDevice(number, client, server, identity))
                .toList();
        return "opened " + connectAll(AT_ONCE);
    }

    /** Every device drops its connection, and all come back at once. */
    private String reconnect() throws InterruptedException {
        devices.forEach(FleetDevice::drop);
        server.awaitPortsFree(devices.size());
        return "reconnected " + connectAll(AT_ONCE);
    }

    /** After every tunnel was lost. */
    private String awaitLoss() throws InterruptedException {
        while (devices.stream().anyMatch(FleetDevice::isUp)) {
            Thread.sleep(10);
        }
        return "lost";
    }

    /** Waits until the server accepts connections again, then all come back at once. */
    private String awaitServer() throws InterruptedException {
        server.awaitPort();
        return "restored " + connectAll(SPREAD);
    }

    private String connectAll(int spread) throws InterruptedException {
        long start = System.nanoTime();
        List<FleetDevice> missing =
                devices.stream().filter(device -> !device.isUp()).toList();
        CountDownLatch done = new CountDownLatch(missing.size());
        missing.forEach(device -> device.connectUntilUp(spread, done::countDown));
        done.await();
        return String.format(Locale.ROOT, "%d %.3f", missing.size(), (System.nanoTime() - start) / 1e9);
    }

    /** How many ports on the server do not lead to their device. */
    private long wrong() {
        return devices.stream().filter(device -> !leadsHome(device)).count();
    }

    private boolean leadsHome(FleetDevice device) {
        try {
            return identity.numberBehind(server.leasedPort(device.number())) == device.number();
        } catch (IOException e) {
            System.err.println(
                    "device " + device.number() + (device.isUp() ? ", up" : ", down") + ", does not answer: " + e);
            return false;
        }
    }
}
