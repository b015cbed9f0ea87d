package org.p2pvps.localtunnel.gateway;

/** The port where all devices make their data connections, each shown to its site by its preface. */
final class DataPort {
    private final Sites sites;
    private final Clockwork clockwork;
    private final int mostStrangers;
    private int strangers;

    DataPort(Sites sites, Clockwork clockwork, int mostStrangers) {
        this.sites = sites;
        this.clockwork = clockwork;
        this.mostStrangers = mostStrangers;
    }

    Sites sites() {
        return sites;
    }

    /** @return false if too many have not shown a preface yet */
    boolean enter(PrefaceGate gate) {
        strangers++;
        clockwork.add(gate);
        return strangers <= mostStrangers;
    }

    void leave(PrefaceGate gate) {
        strangers--;
        clockwork.remove(gate);
    }
}
