package org.p2pvps.tunnel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.p2pvps.api.Secret;
import org.p2pvps.api.device.Lease;

/** Many devices, each with a key, a port and an address of its own, that come back after every loss as agents do. */
final class Fleet implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CONNECTING_AT_ONCE = 32;

    private final SshClient client;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(CONNECTING_AT_ONCE);
    private final List<Device> devices = new ArrayList<>();
    private final int serverPort;
    private final int containerPort;
    private volatile Exception lastFailure;

    /** @param containerPort where a {@link WhoServer} listens */
    Fleet(int count, int serverPort, int containerPort) throws IOException {
        this.serverPort = serverPort;
        this.containerPort = containerPort;
        Cryptography.prepare();
        client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        client.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        client.start();
        for (int number = 0; number < count; number++) {
            devices.add(new Device(number, TestDevice.newKey(), TestServer.freePort()));
        }
    }

    List<Lease> leases() {
        return devices.stream().map(device -> device.lease).toList();
    }

    void start() {
        devices.forEach(device -> device.comeBackIn(0));
    }

    int open() {
        return (int) devices.stream().filter(device -> device.open).count();
    }

    /** Waits until all are there. */
    Duration awaitOpen(Duration deadline) {
        try {
            return Eventually.within(deadline, "all are there", () -> open() == devices.size());
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + ", but " + open(), lastFailure);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.stop();
    }

    private final class Device {
        private final int number;
        private final KeyPair key;
        private final Lease lease;
        private final AtomicInteger failures = new AtomicInteger();
        private volatile boolean open;

        private Device(int number, KeyPair key, int port) {
            this.number = number;
            this.key = key;
            lease = new Lease(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    1,
                    port,
                    "sub" + port,
                    "renter",
                    new Secret("password"),
                    new Secret("token"),
                    PublicKeyEntry.toString(key.getPublic()),
                    Instant.EPOCH,
                    null);
        }

        private void comeBackIn(long millis) {
            try {
                var unused = threads.schedule(this::connect, millis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException theTestIsOver) {
                open = false;
            }
        }

        private void connect() {
            ClientSession session = null;
            try {
                session = signIn();
                session.startRemotePortForwarding(
                        new SshdSocketAddress("", lease.sshPort()),
                        new SshdSocketAddress(WhoServer.addressOf(number).getHostAddress(), containerPort));
                open = true;
                failures.set(0);
                session.addCloseFutureListener(lost -> {
                    open = false;
                    comeBackIn(pause());
                });
            } catch (IOException | RuntimeException notYet) {
                if (session != null) {
                    session.close(true);
                }
                failures.incrementAndGet();
                lastFailure = notYet;
                comeBackIn(pause());
            }
        }

        private ClientSession signIn() throws IOException {
            ClientSession session = client.connect(
                            lease.deviceId().toString(),
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort),
                            null,
                            new InetSocketAddress(WhoServer.addressOf(number), 0))
                    .verify(PATIENCE)
                    .getSession();
            session.setKeyIdentityProvider(context -> List.of());
            session.addPublicKeyIdentity(key);
            session.auth().verify(PATIENCE);
            return session;
        }

        /** Between half and all of what doubles from 200 ms to 5 s. */
        private long pause() {
            long nominal = Math.min(5000, 200L << Math.min(failures.get(), 10));
            return ThreadLocalRandom.current().nextLong(nominal / 2, nominal + 1);
        }
    }
}
