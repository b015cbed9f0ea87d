package org.p2pvps.localtunnel.gateway;

import java.util.LinkedHashSet;
import java.util.Set;

/** The port where all devices make their data connections, each shown to its site by its preface. */
final class DataPort {
    private final Sites sites;
    private final Clockwork clockwork;
    private final int mostStrangers;
    private final Set<PrefaceGate> strangers = new LinkedHashSet<>();

    DataPort(Sites sites, Clockwork clockwork, int mostStrangers) {
        this.sites = sites;
        this.clockwork = clockwork;
        this.mostStrangers = mostStrangers;
    }

    Sites sites() {
        return sites;
    }

    /** Devices show their preface at once: when too many have not, the one that has waited longest is none. */
    void enter(PrefaceGate gate) {
        if (strangers.size() >= mostStrangers) {
            PrefaceGate longest = strangers.iterator().next();
            leave(longest);
            longest.close();
        }
        strangers.add(gate);
        clockwork.add(gate);
    }

    void leave(PrefaceGate gate) {
        strangers.remove(gate);
        clockwork.remove(gate);
    }
}
