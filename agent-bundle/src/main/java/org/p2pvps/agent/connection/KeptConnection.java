package org.p2pvps.agent.connection;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one connection open to wherever it is wanted: opens it at once, and again after any loss. Has a thread of its own. */
public final class KeptConnection<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptConnection.class);
    /** A connection that stood this long was a good one: after its loss the pauses begin small again. */
    private static final Duration GOOD = Duration.ofSeconds(5);

    private final Connector<T> connector;
    private final Backoff backoff;
    private final Runnable changed;
    private final Thread thread;
    private Optional<T> wanted = Optional.empty();
    private boolean stopped;
    private boolean failureTold;
    private volatile boolean up;

    /** @param changed run whenever the connection came up or went down */
    public KeptConnection(String threadName, Connector<T> connector, Backoff backoff, Runnable changed) {
        this.connector = connector;
        this.backoff = backoff;
        this.changed = changed;
        this.thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** From now on the connection goes there. Wanting the same again changes nothing. */
    public synchronized void want(T target) {
        setWanted(Optional.of(target));
    }

    /** From now on there is to be no connection. */
    public synchronized void wantNone() {
        setWanted(Optional.empty());
    }

    public boolean isUp() {
        return up;
    }

    @Override
    public void close() {
        synchronized (this) {
            stopped = true;
        }
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void setWanted(Optional<T> target) {
        if (!wanted.equals(target)) {
            wanted = target;
            notifyAll();
        }
    }

    private void run() {
        try {
            while (true) {
                serve(awaitTarget());
            }
        } catch (InterruptedException e) {
            LOG.debug("{} ends", thread.getName());
        }
    }

    private void serve(T target) throws InterruptedException {
        try (Connection connection = connector.connect(target, this::wake)) {
            standUntilLost(target, connection);
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            tell(target, e);
        }
        pause(target);
    }

    private void standUntilLost(T target, Connection connection) throws InterruptedException {
        failureTold = false;
        long since = System.nanoTime();
        setUp(true);
        LOG.info("{} is open.", connector.describe(target));
        try {
            boolean stillWanted = awaitLoss(target, connection);
            LOG.info(
                    "{} {}.",
                    connector.describe(target),
                    stillWanted ? "was lost: " + connection.lossReason() : "is closed");
        } finally {
            setUp(false);
        }
        if (System.nanoTime() - since > GOOD.toNanos()) {
            backoff.reset();
        }
    }

    private void tell(T target, Throwable e) {
        String reason = rootOf(e);
        if (failureTold || isStopped()) {
            LOG.debug("{} can't be opened: {}", connector.describe(target), reason);
        } else {
            LOG.info("{} can't be opened: {}. Trying again.", connector.describe(target), reason);
            failureTold = true;
        }
    }

    /** Libraries wrap what happened; the owner wants to know what happened. */
    private static String rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private void setUp(boolean now) {
        up = now;
        changed.run();
    }

    private synchronized T awaitTarget() throws InterruptedException {
        while (wanted.isEmpty()) {
            checkStopped();
            wait();
        }
        checkStopped();
        return wanted.get();
    }

    private synchronized boolean awaitLoss(T target, Connection connection) throws InterruptedException {
        while (connection.isOpen() && isWanted(target)) {
            checkStopped();
            wait(Duration.ofSeconds(1).toMillis());
        }
        return isWanted(target);
    }

    /** Cut short when something else is wanted meanwhile. */
    private synchronized void pause(T target) throws InterruptedException {
        long until = System.nanoTime() + backoff.next().toNanos();
        while (isWanted(target)) {
            checkStopped();
            long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            if (left <= 0) {
                return;
            }
            wait(left);
        }
        backoff.reset();
    }

    private boolean isWanted(T target) {
        return Objects.equals(wanted.orElse(null), target);
    }

    private synchronized void wake() {
        notifyAll();
    }

    private void checkStopped() throws InterruptedException {
        if (stopped) {
            throw new InterruptedException("stopped");
        }
    }
}
