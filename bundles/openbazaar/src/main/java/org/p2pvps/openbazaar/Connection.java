package org.p2pvps.openbazaar;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.p2pvps.api.market.MarketStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How it goes with the daemon: what an admin sees. */
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int MOST_FAULTS = 200;

    private final Clock clock;
    private final Map<String, String> faults = new ConcurrentHashMap<>();
    private volatile String down = "not yet connected";
    private volatile Instant downSince;

    Connection(Clock clock) {
        this.clock = clock;
        this.downSince = clock.instant();
    }

    void works() {
        if (!down.isEmpty()) {
            LOG.info("The OpenBazaar daemon answers.");
        }
        down = "";
    }

    /** The whole daemon is of no use now. Said once, not each time. */
    void fails(String why) {
        if (down.isEmpty()) {
            downSince = clock.instant();
            LOG.warn("The OpenBazaar daemon is of no use: {}", why);
        }
        down = why;
    }

    /** One thing is wrong; the rest goes on. */
    void fault(String about, String what) {
        if (faults.size() < MOST_FAULTS && !what.equals(faults.put(about, what))) {
            LOG.warn("OpenBazaar, {}: {}", about, what);
        }
    }

    void cleared(String about) {
        faults.remove(about);
    }

    MarketStatus status() {
        if (!down.isEmpty()) {
            return MarketStatus.down("daemon: " + down + ", since " + downSince);
        }
        if (faults.isEmpty()) {
            return MarketStatus.UP;
        }
        Map.Entry<String, String> first = faults.entrySet().iterator().next();
        String more = faults.size() > 1 ? ", and " + (faults.size() - 1) + " more" : "";
        return new MarketStatus(true, first.getKey() + ": " + first.getValue() + more);
    }
}
