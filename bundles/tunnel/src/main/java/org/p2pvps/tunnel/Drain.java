package org.p2pvps.tunnel;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a data path that is replaced. Its ports are free at once, for its successor; renters who are connected stay until
 * they leave, until their lease ends, or until time is up. Agents are told to open a tunnel to the successor meanwhile.
 */
final class Drain implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration PERIOD = Duration.ofMillis(200);

    private final TunnelServer server;
    private final TunnelRegistry tunnels;
    private final ScheduledExecutorService watch;
    private final Runnable drained;
    private long deadline;
    private boolean done;

    /** @param drained closes what is left */
    Drain(TunnelServer server, TunnelRegistry tunnels, ScheduledExecutorService watch, Runnable drained) {
        this.server = server;
        this.tunnels = tunnels;
        this.watch = watch;
        this.drained = drained;
    }

    /** @param longest how long renters may stay */
    void begin(Duration longest) {
        deadline = System.nanoTime() + longest.toNanos();
        server.closeDoor();
        for (DeviceTunnel tunnel : tunnels.beginDrain()) {
            tunnel.announceDrain();
        }
        endIdle();
        int left = tunnels.all().size();
        if (left == 0) {
            finish();
            return;
        }
        LOG.info("{} tunnels with open connections may finish within {} s", left, longest.toSeconds());
        long period = PERIOD.toMillis();
        var unused = watch.scheduleWithFixedDelay(new Tireless(this), period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        endIdle();
        if (!done && (tunnels.all().isEmpty() || System.nanoTime() - deadline > 0)) {
            LOG.info("The tunnels of the former data path have finished");
            finish();
        }
    }

    private void finish() {
        done = true;
        drained.run();
    }

    private void endIdle() {
        tunnels.all().stream().filter(DeviceTunnel::isIdle).forEach(tunnels::end);
    }
}
