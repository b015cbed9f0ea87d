package org.p2pvps.tunnel;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.p2pvps.api.Topics;
import org.p2pvps.tunnel.jump.JumpSources;

/** A tunnel server with leases in memory. */
final class TestServer implements AutoCloseable {
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    final LeaseBook leases = new LeaseBook();
    final List<UUID> changes = new CopyOnWriteArrayList<>();
    final RememberedSelves formerSelves;
    final TunnelService service;
    private final Path folder;
    private boolean closed;

    TestServer(Path folder, Map<String, Object> settings) throws IOException {
        this(folder, settings, new JumpSources());
    }

    TestServer(Path folder, Map<String, Object> settings, JumpSources jumpSources) throws IOException {
        this(folder, settings, jumpSources, new RememberedSelves());
    }

    private TestServer(
            Path folder, Map<String, Object> settings, JumpSources jumpSources, RememberedSelves formerSelves)
            throws IOException {
        this(settings, folder, jumpSources, formerSelves);
        Eventually.within(
                TestDevice.PATIENCE,
                "the server listens",
                () -> service.endpoint().port() != 0
                        && !service.isFree(service.endpoint().port()));
    }

    /** Nobody waits until it listens. */
    static TestServer deaf(Path folder, Map<String, Object> settings) throws IOException {
        return new TestServer(settings, folder, new JumpSources(), new RememberedSelves());
    }

    /** What takes this one's place, at the same port. */
    TestServer successor() throws IOException {
        int port = port();
        close();
        return new TestServer(folder, Map.of("port", port), new JumpSources(), formerSelves);
    }

    private TestServer(
            Map<String, Object> settings, Path folder, JumpSources jumpSources, RememberedSelves formerSelves)
            throws IOException {
        this.formerSelves = formerSelves;
        this.folder = folder;
        Map<String, Object> all = new java.util.HashMap<>(Map.of(
                "port",
                0,
                "bindAddress",
                "127.0.0.1",
                "hostKey",
                folder.resolve("host").toString(),
                "drainSeconds",
                0));
        all.putAll(settings);
        service = new TunnelService(
                Settings.of(TunnelConfig.class, all), jumpSources, Clock.systemUTC(), Optional.empty(), formerSelves);
        service.leaseStore = leases;
        service.events = new RecordingEvents(changes);
        service.start();
    }

    static TestServer in(Path folder) throws IOException {
        return new TestServer(folder, Map.of());
    }

    Path folder() {
        return folder;
    }

    int port() {
        return service.endpoint().port();
    }

    /** As the event after a lease was allotted or released. */
    void leaseChanged(UUID deviceId) {
        service.handleEvent(new Event(Topics.LEASE_CHANGED, Map.of(Topics.ID, deviceId.toString())));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            service.stop();
        }
    }

    /** As if the server's lease table were empty: whatever still finishes is cut. */
    void abandon() {
        leases.broken(false);
        leases.clear();
        Eventually.within(
                TestDevice.PATIENCE, "nothing is left", () -> threads().isEmpty());
    }

    /** The data path's threads. */
    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("tunnel-"))
                .toList();
    }

    /** None of those that the kernel gives to outgoing connections, and never the same again. */
    static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (GIVEN.add(port)) {
                    return socket.getLocalPort();
                }
            } catch (BindException taken) {
                // Another, then.
            }
        }
    }

    static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) TestDevice.PATIENCE.toMillis());
        return socket;
    }

    /** Sends a word through {@code socket} and reads it back. */
    static boolean echoes(Socket socket) throws IOException {
        byte[] word = "hello".getBytes(StandardCharsets.US_ASCII);
        socket.getOutputStream().write(word);
        return java.util.Arrays.equals(word, socket.getInputStream().readNBytes(word.length));
    }

    static boolean echoes(int port) throws IOException {
        try (Socket socket = connect(port)) {
            return echoes(socket);
        }
    }

    /** Waits for the end of {@code socket}'s stream, clean or not. */
    static void awaitCut(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                // What was under way.
            }
        } catch (java.net.SocketTimeoutException stillOpen) {
            throw new AssertionError("The connection was not cut.", stillOpen);
        } catch (IOException cut) {
            // A reset will do.
        }
    }

    private record RecordingEvents(List<UUID> changes) implements EventAdmin {
        @Override
        public void postEvent(Event event) {
            changes.add(UUID.fromString((String) event.getProperty(Topics.ID)));
        }

        @Override
        public void sendEvent(Event event) {
            throw new UnsupportedOperationException("Nobody is to wait for handlers.");
        }
    }
}
