package org.p2pvps.tunnel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.session.ServerSession;
import org.p2pvps.api.device.Lease;
import org.p2pvps.api.traffic.TrafficCount;
import org.p2pvps.api.tunnel.OpenTunnel;
import org.p2pvps.tunnel.io.IoSocket;
import org.p2pvps.tunnel.io.SocketHandler;
import org.p2pvps.tunnel.jump.DeviceDoors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One device's connection, the port that is open for it, and the renters' connections through it. */
final class DeviceTunnel {
    /** On the SSH session, from its authentication on. */
    static final AttributeKey<DeviceTunnel> KEY = new AttributeKey<>();

    private static final Logger LOG = LoggerFactory.getLogger(DeviceTunnel.class);
    private static final String DRAIN = "drain@p2pvps";
    private static final int OPENINGS_AT_ONCE = 30;
    private static final long OPENING_EARNED_NANOS = Duration.ofSeconds(2).toNanos();

    private final Lease lease;
    private final ServerSession session;
    private final Instant since;
    private final Set<IoSession> renters = ConcurrentHashMap.newKeySet();
    private final TrafficCount traffic;
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private volatile long heardAt = System.nanoTime();
    private volatile boolean closed;
    private final long startedAt = System.nanoTime();
    private int openings;
    private LeasedPort port;
    private SocketHandler carrier;

    /** @param traffic counts for the lease, beyond this tunnel */
    DeviceTunnel(Lease lease, ServerSession session, Instant since, TrafficCount traffic) {
        this.lease = lease;
        this.traffic = traffic;
        this.session = session;
        this.since = since;
    }

    Lease lease() {
        return lease;
    }

    UUID deviceId() {
        return lease.deviceId();
    }

    ServerSession session() {
        return session;
    }

    /** Any sign of life. */
    void heard() {
        heardAt = System.nanoTime();
    }

    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardAt);
    }

    void countIn(long bytes) {
        bytesIn.add(bytes);
        traffic.in(bytes);
    }

    void countOut(long bytes) {
        bytesOut.add(bytes);
        traffic.out(bytes);
        heard();
    }

    /** @return whether the renter may stay; not if the tunnel closed meanwhile */
    boolean enter(IoSession renter) {
        renters.add(renter);
        return !closed;
    }

    void leave(IoSession renter) {
        renters.remove(renter);
    }

    /** Whether no renter is connected. */
    boolean isIdle() {
        return renters.isEmpty();
    }

    /** Tells our own agent to open a tunnel to this server's successor beside this one; others take no notice (RFC 4254, 4). */
    void announceDrain() {
        try {
            Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_GLOBAL_REQUEST);
            buffer.putString(DRAIN);
            buffer.putBoolean(false);
            session.writePacket(buffer);
        } catch (IOException | RuntimeException e) {
            LOG.debug("Device {} can't be told of the drain", deviceId(), e);
        }
    }

    /** Whether the port may be opened once more: each time is logged and told to others, so only so many are free. */
    synchronized boolean mayListen() {
        long earned = (System.nanoTime() - startedAt) / OPENING_EARNED_NANOS;
        return isListening() || ++openings <= OPENINGS_AT_ONCE + earned;
    }

    synchronized boolean isListening() {
        return port != null;
    }

    /** The way in for connections that do not come through its port, while that is open. */
    synchronized Optional<DeviceDoors.Door> door() {
        IoSocket socket = (IoSocket) session.getIoSession();
        return Optional.ofNullable(carrier).map(renters -> new DeviceDoors.Door(renters, socket::execute));
    }

    /**
     * @param renters what carries the connections that come in
     * @return false if the tunnel has been closed
     */
    synchronized boolean listensOn(LeasedPort opened, SocketHandler renters) {
        if (closed) {
            return false;
        }
        port = opened;
        carrier = renters;
        return true;
    }

    /**
     * Frees the port at once; renters that are connected stay.
     *
     * @return whether there was a port open
     */
    synchronized boolean stopListening() {
        if (port == null) {
            return false;
        }
        port.close();
        port = null;
        carrier = null;
        return true;
    }

    /** Frees the port and cuts all connections, abruptly. Never call it with a lock that a session's thread may want. */
    void close() {
        synchronized (this) {
            closed = true;
            stopListening();
        }
        renters.forEach(renter -> renter.close(true));
        session.close(true);
    }

    OpenTunnel describe() {
        return new OpenTunnel(
                lease.deviceId(),
                lease.generation(),
                lease.sshPort(),
                address(),
                since,
                renters.size(),
                bytesIn.sum(),
                bytesOut.sum());
    }

    private String address() {
        return session.getRemoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : "";
    }
}
