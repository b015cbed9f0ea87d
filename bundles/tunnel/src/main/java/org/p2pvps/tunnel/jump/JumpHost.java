package org.p2pvps.tunnel.jump;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.auth.password.PasswordAuthenticator;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.AbstractServerSession;
import org.p2pvps.tunnel.Refusals;
import org.p2pvps.tunnel.meter.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the jump host, put together. Whatever asks the database does so on threads of its own. */
public final class JumpHost implements AutoCloseable {
    /** The user name that renters come with. */
    public static final String USER = "jump";

    private static final Logger LOG = LoggerFactory.getLogger(JumpHost.class);
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** The sweep may take a twentieth of the time at most, however many people there are. */
    private static final int IDLE_SHARE = 20;

    private static final int LOOKUP_THREADS = 4;
    private static final int LOOKUPS_WAITING = 256;

    private final ExecutorService lookups = new ThreadPoolExecutor(
            LOOKUP_THREADS,
            LOOKUP_THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(LOOKUPS_WAITING),
            task -> new Thread(task, "tunnel-jump-lookup"));
    /** Many events while one look waits are answered by that one. */
    private final AtomicBoolean asked = new AtomicBoolean();

    private final ScheduledThreadPoolExecutor watch =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "tunnel-jump-watch"));

    private final Meters meters;
    private final Refusals refusals;
    private final KeyHolders holders;
    private final JumpTargets targets;
    private final JumpSessions sessions;
    private final JumpKeyAuthenticator keys;
    private final TokenCheck tokens;

    public JumpHost(JumpSources sources, DeviceDoors doors, Meters meters, Refusals refusals, Clock clock) {
        this.refusals = refusals;
        this.meters = meters;
        holders = new KeyHolders(sources);
        targets = new JumpTargets(sources, doors);
        sessions = new JumpSessions(sources, holders, targets, refusals, clock);
        GuessLimit guesses = new GuessLimit();
        keys = new JumpKeyAuthenticator(holders, guesses, refusals);
        tokens = new TokenCheck(sources, guesses, refusals, lookups);
        watch.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    public void start() {
        watch.execute(this::sweep);
    }

    /** Somebody's keys changed, or what somebody may reach: looks at all of it soon. */
    public void refresh() {
        if (!asked.compareAndSet(false, true)) {
            return;
        }
        try {
            watch.execute(this::enforce);
        } catch (RejectedExecutionException closed) {
            LOG.debug("Not watching the jump host any more", closed);
        }
    }

    public PublickeyAuthenticator keys() {
        return keys;
    }

    public PasswordAuthenticator passwords() {
        return tokens;
    }

    public SessionListener sessions() {
        return sessions;
    }

    /** What serves a person who has signed in. */
    public Service serve(AbstractServerSession session) throws IOException {
        return new JumpConnectionService(session, targets, meters, refusals, lookups);
    }

    /** Calls that are under way are left to end: an interrupt could reach into the database. */
    @Override
    public void close() {
        watch.shutdown();
        lookups.shutdown();
    }

    private void sweep() {
        long start = System.nanoTime();
        enforce();
        long pause = Math.max(PERIOD_NANOS, IDLE_SHARE * (System.nanoTime() - start));
        try {
            watch.schedule(this::sweep, pause, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("Not watching the jump host any more", closed);
        }
    }

    private void enforce() {
        asked.set(false);
        try {
            holders.refresh();
            sessions.enforce();
        } catch (RuntimeException | Error e) {
            // The watch must go on.
            LOG.warn("The jump host's rights could not be looked at", e);
        }
    }
}
