package org.p2pvps.openbazaar;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.p2pvps.api.ProblemException;
import org.p2pvps.api.market.MarketStatus;
import org.p2pvps.openbazaar.daemon.DaemonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off, in one thread, what there is to do at the daemon: orders, then what the server wants, then the store. Woken by the
 * websocket, by changes of devices, and by the clock. A daemon that is down costs one failed call a round; nothing waits for it.
 */
final class Seller {
    private static final Logger LOG = LoggerFactory.getLogger(Seller.class);
    private static final Duration AUDIT_EVERY = Duration.ofMinutes(10);
    private static final Duration COMPARE_EVERY = Duration.ofMinutes(1);
    /** A change of a device is often followed by another, and a listing is in the database a moment after it was asked for. */
    private static final Duration SETTLE = Duration.ofMillis(200);
    /** Strangers can make the websocket say something as often as they like: then half of the time is spent looking, at most. */
    private static final long WAKE_AFTER_MILLIS = 100;

    /** Comparing reads all listings; a server whose devices change all the time must not do that all the time. */
    private static final Duration COMPARE_AT_MOST_EVERY = Duration.ofSeconds(2);

    private final OrderWatch orders;
    private final Storefront storefront;
    private final Wishes wishes;
    private final Connection connection;
    private final ScheduledExecutorService clockwork;
    private final Clock clock;
    private final AtomicBoolean roundQueued = new AtomicBoolean();
    private final AtomicBoolean comparisonQueued = new AtomicBoolean();
    private volatile Instant auditedAt = Instant.EPOCH;
    private volatile Instant comparedAt = Instant.EPOCH;
    private volatile long roundTookMillis;

    Seller(
            OrderWatch orders,
            Storefront storefront,
            Function<Runnable, Wishes> wishes,
            Connection connection,
            ScheduledExecutorService clockwork,
            Clock clock) {
        this.orders = orders;
        this.storefront = storefront;
        this.wishes = wishes.apply(this::wake);
        this.connection = connection;
        this.clockwork = clockwork;
        this.clock = clock;
    }

    Wishes wishes() {
        return wishes;
    }

    MarketStatus status() {
        return connection.status();
    }

    /** Something happened at the daemon, or is wanted of it. */
    void wake() {
        if (!clockwork.isShutdown() && roundQueued.compareAndSet(false, true)) {
            clockwork.schedule(
                    () -> {
                        roundQueued.set(false);
                        round();
                    },
                    Math.max(WAKE_AFTER_MILLIS, roundTookMillis),
                    TimeUnit.MILLISECONDS);
        }
    }

    /** What is listed may have changed. */
    void storeChanged() {
        if (!clockwork.isShutdown() && comparisonQueued.compareAndSet(false, true)) {
            Instant now = clock.instant();
            Duration pause = Duration.between(now, comparedAt.plus(COMPARE_AT_MOST_EVERY));
            Duration delay =
                    pause.compareTo(SETTLE) > 0 && pause.compareTo(COMPARE_AT_MOST_EVERY) <= 0 ? pause : SETTLE;
            clockwork.schedule(this::compare, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Brings the store in line with what is listed. */
    void compare() {
        comparisonQueued.set(false);
        safely(() -> {
            if (!auditedAt.equals(Instant.EPOCH)) {
                reconcile();
            }
        });
    }

    /** One round. Never throws: the next one tries again. */
    void round() {
        long began = System.nanoTime();
        safely(() -> {
            boolean audit = !clock.instant().isBefore(auditedAt.plus(AUDIT_EVERY));
            boolean changed = orders.round(audit);
            wishes.round();
            if (audit) {
                storefront.audit();
                auditedAt = clock.instant();
                comparedAt = auditedAt;
            } else if (changed || !clock.instant().isBefore(comparedAt.plus(COMPARE_EVERY))) {
                reconcile();
            }
            connection.works();
        });
        roundTookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    private void reconcile() {
        storefront.reconcile();
        comparedAt = clock.instant();
    }

    private void safely(Runnable work) {
        try {
            work.run();
        } catch (DaemonException e) {
            auditedAt = Instant.EPOCH;
            connection.fails(e.getMessage());
        } catch (ProblemException e) {
            connection.fails(e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("A round of the OpenBazaar market failed; trying again.", e);
        }
    }
}
